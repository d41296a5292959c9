using System.Text.Json;
using Azimuth.Storage;
using Azimuth.Text;

namespace Azimuth.Tokens;

/// <summary>
/// A file of <c>azimuth/</c> with a note for each identity, by keys that end in <c>/</c> and its name in lower case. What cannot
/// be read is not known.
/// </summary>
/// <param name="file">The file.</param>
internal sealed class StringMapFile(SharedFile file)
{
    /// <summary>The key of an identity in <paramref name="place"/>.</summary>
    public static string Key(string place, string userName) => $"{place}/{userName.ToLowerInvariant()}";

    /// <summary>The note; null where there is none. Takes no lock.</summary>
    public string? Find(string key) => Read().GetValueOrDefault(key);

    /// <summary>Remembers a note, or forgets it where it is null.</summary>
    /// <exception cref="UserError">The file cannot be written.</exception>
    public Task PutAsync(string key, string? note, CancellationToken cancel) => UpdateAsync(
        notes =>
        {
            if (note is null)
            {
                notes.Remove(key);
            }
            else
            {
                notes[key] = note;
            }
        },
        cancel);

    /// <summary>Forgets an identity everywhere.</summary>
    /// <exception cref="UserError">The file cannot be written.</exception>
    public Task ForgetAsync(string userName, CancellationToken cancel)
    {
        var end = Key("", userName);
        return Read().Keys.Any(Ends)
            ? UpdateAsync(notes => notes.Keys.Where(Ends).ToList().ForEach(key => notes.Remove(key)), cancel)
            : Task.CompletedTask;

        bool Ends(string key) => key.EndsWith(end, StringComparison.Ordinal);
    }

    /// <summary>Forgets all of them.</summary>
    /// <exception cref="UserError">The file cannot be written.</exception>
    public Task ForgetAllAsync(CancellationToken cancel) =>
        Read().Count > 0 ? UpdateAsync(static notes => notes.Clear(), cancel) : Task.CompletedTask;

    // Not read under the lock, and never an obstacle.
    private OrderedDictionary<string, string> Read()
    {
        try
        {
            return StringMapJson.Read(file.Read());
        }
        catch (Exception failure) when (failure is UserError or JsonException)
        {
            return new(StringComparer.Ordinal);
        }
    }

    private Task UpdateAsync(Action<OrderedDictionary<string, string>> change, CancellationToken cancel) => file.UpdateAsync(
        bytes =>
        {
            var notes = StringMapJson.Read(bytes);
            change(notes);
            return StringMapJson.Write(notes);
        },
        cancel);
}
