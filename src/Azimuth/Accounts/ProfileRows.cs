using System.Collections;
using System.Text;
using System.Text.Json;
using Azimuth.Storage;

namespace Azimuth.Accounts;

/// <summary>
/// The subscriptions of a profile as they are in the file's bytes: a <see cref="Subscription"/> is made for a row that is asked for,
/// and rows that nothing changed are written as they are.
/// </summary>
/// <param name="bytes">The file.</param>
/// <param name="rows">Where the rows are.</param>
/// <param name="chosen">The row that is the default in place of those that the file names; null: these.</param>
internal sealed class ProfileRows(byte[] bytes, ProfileRow[] rows, int? chosen = null) : IReadOnlyList<Subscription>
{
    private readonly Subscription?[] _made = new Subscription?[rows.Length];

    /// <inheritdoc/>
    public int Count => rows.Length;

    /// <inheritdoc/>
    public Subscription this[int index] => _made[index] ??= Make(index);

    /// <summary>Those that may be the default: the others are not.</summary>
    public IEnumerable<Subscription> MayBeDefault
    {
        get
        {
            for (var index = 0; index < Count; index++)
            {
                if (IsDefault(index))
                {
                    yield return this[index];
                }
            }
        }
    }

    /// <summary>Those that may have this name or ID: the others have another.</summary>
    public IEnumerable<Subscription> MayBeCalled(string nameOrId)
    {
        var isAscii = Ascii.IsValid(nameOrId);
        for (var index = 0; index < Count; index++)
        {
            if (!isAscii || MayBeCalled(rows[index], nameOrId))
            {
                yield return this[index];
            }
        }
    }

    /// <summary>Whether a subscription is of this cloud.</summary>
    public bool Has(string cloud)
    {
        Span<byte> name = Encoding.UTF8.GetBytes(cloud);
        for (var index = 0; index < Count; index++)
        {
            var row = rows[index];
            if (row.HasEscapes ? this[index].EnvironmentName == cloud : bytes.AsSpan(row.Cloud, row.CloudLength).SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same with <paramref name="subscription"/>, one of these, as the only default.</summary>
    public ProfileRows WithDefault(Subscription subscription) =>
        new(bytes, rows, Array.FindIndex(_made, each => ReferenceEquals(each, subscription)));

    /// <summary>
    /// Copies a row as it is, but for the default. False where it has escapes, which az may write in another way.
    /// </summary>
    public bool TryWrite(int index, PythonJson json)
    {
        var row = rows[index];
        if (row.HasEscapes)
        {
            return false;
        }

        var isDefault = IsDefault(index);
        if (isDefault == row.IsDefault)
        {
            json.Raw(bytes.AsSpan(row.Start..row.End));
            return true;
        }

        json.Raw(bytes.AsSpan(row.Start..row.Default));
        json.Raw(isDefault ? "true"u8 : "false"u8);
        json.Raw(bytes.AsSpan((row.Default + (row.IsDefault ? "true"u8 : "false"u8).Length)..row.End));
        return true;
    }

    /// <inheritdoc/>
    public IEnumerator<Subscription> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
        {
            yield return this[index];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool IsDefault(int index) => chosen is { } one ? index == one : rows[index].IsDefault;

    private bool MayBeCalled(ProfileRow row, string nameOrId) =>
        row.HasEscapes
        || Ascii.EqualsIgnoreCase(bytes.AsSpan(row.Id, row.IdLength), nameOrId)
        || Ascii.EqualsIgnoreCase(bytes.AsSpan(row.Name, row.NameLength), nameOrId);

    private Subscription Make(int index)
    {
        var row = rows[index];
        var reader = new Utf8JsonReader(bytes.AsSpan(row.Start..row.End));
        reader.Read();
        var made = SubscriptionJson.Read(ref reader, index > 0 ? _made[index - 1] : null);
        var isDefault = IsDefault(index);
        return made.IsDefault == isDefault ? made : made with { IsDefault = isDefault };
    }
}
