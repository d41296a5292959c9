using System.Globalization;

namespace Azimuth.Storage.FileSystem;

/// <summary>Dated copies of what was damaged: 0600, at most three of a file, none older than thirty days.</summary>
internal static class Quarantine
{
    private const int MostCopies = 3;
    private static readonly TimeSpan LongestKept = TimeSpan.FromDays(30);

    /// <summary>
    /// Keeps a copy of <paramref name="content"/>, named after <paramref name="path"/> and the moment, and lets go of older
    /// ones. It was read back from the disk when this returns.
    /// </summary>
    /// <returns>The copy's path.</returns>
    /// <exception cref="UserError">It could not be kept.</exception>
    public static async Task<string> KeepAsync(
        string path, ReadOnlyMemory<byte> content, string folder, TimeProvider time, CancellationToken cancel)
    {
        Ownership.CreateFolder(folder);
        var name = Path.GetFileName(path);
        var now = time.GetUtcNow();
        var copy = Path.Combine(folder, $"{name}.{Stamp(now)}.{Guid.NewGuid().ToString("N")[..8]}");
        try
        {
            await AtomicFile.WriteNewAsync(copy, content, like: null, time, cancel);
            if (FileBytes.Read(copy) is not { } back || !content.Span.SequenceEqual(back))
            {
                throw new IOException("the copy is not what was written.");
            }

            LetGo(folder, name, now);
            return copy;
        }
        catch (Exception failure)
        {
            Remove(copy); // half a copy helps nobody, and may hold half a token
            throw FileErrors.IsOne(failure) ? FileErrors.Explain(copy, failure) : failure;
        }
    }

    /// <summary>Removes a copy that is not needed after all; null: none.</summary>
    public static void Remove(string? copy)
    {
        if (copy is not null)
        {
            AtomicFile.Remove(copy);
        }
    }

    /// <summary>Removes every copy of <paramref name="path"/>.</summary>
    public static void Remove(string path, string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        Ownership.CheckFolderToWrite(folder);

        // A copy of what lies behind a link has the name of that.
        foreach (var name in (ReadOnlySpan<string>)[Path.GetFileName(path), Path.GetFileName(AtomicFile.TargetOf(path))])
        {
            foreach (var copy in Directory.GetFiles(folder, $"{name}.*"))
            {
                AtomicFile.Remove(copy);
            }
        }
    }

    /// <summary>Removes the copies of <paramref name="path"/> that are too old or too many, also when no new one comes.</summary>
    public static void LetGo(string path, string folder, TimeProvider time)
    {
        if (Directory.Exists(folder))
        {
            Ownership.CheckFolderToWrite(folder);
            LetGo(folder, Path.GetFileName(path), time.GetUtcNow());
        }
    }

    private static void LetGo(string folder, string name, DateTimeOffset now)
    {
        // Names sort by their moment, which no copying or unpacking changes.
        var copies = Directory.GetFiles(folder, $"{name}.*").Order(StringComparer.Ordinal).Reverse().ToList();
        var oldest = Path.Combine(folder, $"{name}.{Stamp(now - LongestKept)}");
        for (var index = 0; index < copies.Count; index++)
        {
            if (index >= MostCopies || string.CompareOrdinal(copies[index], oldest) < 0)
            {
                AtomicFile.Remove(copies[index]);
            }
        }
    }

    private static string Stamp(DateTimeOffset moment) => moment.ToString("yyyyMMdd'T'HHmmss'.'fff'Z'", CultureInfo.InvariantCulture);
}
