using System.Text;
using Azimuth.Storage;

namespace Azimuth.Configuration;

/// <summary>An INI file on disk (<c>config</c>, <c>clouds.config</c>): read at once, changed under our lock, never half written.</summary>
/// <param name="file">Where it is.</param>
/// <param name="remedy">The command that shows or mends it, for a file that cannot be read as INI.</param>
internal sealed class IniFile(SharedFile file, string? remedy = null)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static ReadOnlySpan<byte> Bom => [0xEF, 0xBB, 0xBF];

    /// <summary>Where it is.</summary>
    public string Path => file.Path;

    /// <summary>What is on disk; an empty document when there is no file.</summary>
    /// <exception cref="UserError">A line that is neither section nor option, or a file that others may write.</exception>
    public IniDocument Read() => Decode(file.Read());

    /// <summary>Applies <paramref name="change"/> under the lock; null from it means that nothing changes.</summary>
    public Task UpdateAsync(Func<IniDocument, string?> change, CancellationToken cancel) => file.UpdateAsync(
        bytes => change(Decode(bytes)) is { } after ? Utf8.GetBytes(after) : bytes,
        cancel);

    private IniDocument Decode(byte[]? bytes)
    {
        ReadOnlySpan<byte> content = bytes ?? [];
        content = content.StartsWith(Bom) ? content[Bom.Length..] : content;
        try
        {
            var document = IniDocument.Parse(Utf8.GetString(content));
            return document.Problem is null
                ? document
                : throw new UserError($"'{file.Path}' cannot be read: {document.Problem}. Correct that line, or remove it.", remedy);
        }
        catch (DecoderFallbackException failure)
        {
            throw new UserError($"'{file.Path}' cannot be read: it is not UTF-8. Save it as UTF-8.", remedy, cause: failure);
        }
    }
}
