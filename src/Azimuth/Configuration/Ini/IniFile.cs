using System.Text;
using Azimuth.Storage;
using Azimuth.Text;

namespace Azimuth.Configuration.Ini;

/// <summary>An INI file on disk (<c>config</c>, <c>clouds.config</c>): read at once, changed under our lock, never half written.</summary>
internal static class IniFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What is on disk; an empty document when there is no file.</summary>
    /// <exception cref="UserError">A line that is neither section nor option, or a file or folder that others may write.</exception>
    public static IniDocument Read(string path)
    {
        // The Azure CLI truncates the file before it writes it: without another look a command would work in another cloud.
        return Decode(path, StableFileReader.ReadNotEmpty(path));
    }

    /// <summary>
    /// Applies <paramref name="change"/> to what is on disk, under the file's lock; null from it means that nothing changes.
    /// </summary>
    public static Task UpdateAsync(SharedFile file, Func<IniDocument, string?> change, CancellationToken cancel) =>
        file.UpdateAsync(Bytes(file.Path, change), cancel);

    /// <summary>A change of the document as one of the file's bytes.</summary>
    public static Func<byte[]?, byte[]?> Bytes(string path, Func<IniDocument, string?> change) =>
        bytes => change(Decode(path, bytes)) is { } after ? Utf8.GetBytes(after) : bytes;

    private static IniDocument Decode(string path, byte[]? bytes)
    {
        ReadOnlySpan<byte> content = bytes ?? [];
        try
        {
            var document = IniDocument.Parse(Utf8.GetString(content.WithoutMark));
            return document.Problem is null
                ? document
                : throw new UserError($"'{path}' cannot be read: {document.Problem}. Correct that line, or remove it.");
        }
        catch (DecoderFallbackException failure)
        {
            throw new UserError($"'{path}' cannot be read: it is not UTF-8. Save the file as UTF-8.", cause: failure);
        }
    }
}
