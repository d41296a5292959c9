using System.Text;
using System.Text.Json;

namespace Azimuth.Cli.Commands.Rest;

/// <summary>What <c>--body</c> sends.</summary>
internal static class RestBody
{
    private const int Largest = 64 << 20;

    /// <summary>The bytes: of the text in UTF-8, of a file as they are, but for a byte order mark. Null: there is no body.</summary>
    /// <param name="word">What was typed.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="home">Where <c>~</c> leads; null: nowhere.</param>
    /// <param name="cancel">Ctrl-C.</param>
    /// <exception cref="UserError">The file is too large.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(string? word, TextReader input, string? home, CancellationToken cancel) => word switch
    {
        null or "" => null,
        "@-" => Encoding.UTF8.GetBytes(await input.ReadToEndAsync(cancel)),
        ['@', '~', '/', .. var rest] when home is not null && File.Exists(Path.Combine(home, rest)) => AsUtf8(await ReadFileAsync(Path.Combine(home, rest), cancel)),
        ['@', .. var path] when File.Exists(path) => AsUtf8(await ReadFileAsync(path, cancel)),
        _ => Encoding.UTF8.GetBytes(word), // also "@nothing": the Azure CLI takes the name of a file that is not there for the value
    };

    /// <summary>Whether it is JSON, and is to be announced as that.</summary>
    public static bool IsJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = 1000 });
            while (reader.Read())
            {
                // To the end: a body that only begins like JSON is none.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static async Task<byte[]> ReadFileAsync(string path, CancellationToken cancel)
    {
        try
        {
            return new FileInfo(path).Length <= Largest
                ? await File.ReadAllBytesAsync(path, cancel)
                : throw new UserError($"The file '{path}' is larger than {Largest >> 20} MiB, which az rest does not send.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"The file '{path}' cannot be read: {failure.Message}", cause: failure);
        }
    }

    // UTF-16 is what Windows PowerShell's > writes.
    private static ReadOnlyMemory<byte> AsUtf8(byte[] bytes) =>
        bytes is [0xFF, 0xFE, .. var utf16] ? Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(utf16)) : bytes.WithoutMark;
}
