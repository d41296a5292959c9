using Azimuth.Configuration.Ini;
using Azimuth.Storage;
using Azimuth.Storage.Locks;

namespace Azimuth.Configuration;

/// <summary>
/// One setting of an INI file whose lock is held: everything that would refuse a change has been asked, so that other files can be
/// changed first.
/// </summary>
internal sealed class LockedSetting : IAsyncDisposable
{
    private readonly SharedFile _file;
    private readonly FileLock _held;
    private readonly string _section;
    private readonly string _name;

    private LockedSetting(SharedFile file, FileLock held, string section, string name) =>
        (_file, _held, _section, _name) = (file, held, section, name);

    /// <summary>Takes the lock.</summary>
    /// <exception cref="UserError">The file cannot be read or written, or not be trusted; the setting's name cannot be written.</exception>
    public static async Task<LockedSetting> TakeAsync(SharedFile file, string section, string name, CancellationToken cancel)
    {
        var held = await file.LockAsync(cancel);
        try
        {
            _ = IniFile.Read(file.Path).With(section, name, string.Empty);
            return new(file, held, section, name);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Writes the value, unless the file has it already.</summary>
    public Task SetAsync(string value, CancellationToken cancel) => _file.UpdateAsync(
        IniFile.Bytes(_file.Path, before => before.Get(_section, _name) == value ? null : before.With(_section, _name, value)),
        _held, cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _held.DisposeAsync();
}
