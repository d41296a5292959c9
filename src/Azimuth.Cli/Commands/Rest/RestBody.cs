using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Azimuth.Rest;
using Azimuth.Storage;
using Azimuth.Text;

namespace Azimuth.Cli.Commands.Rest;

/// <summary>What <c>--body</c> sends.</summary>
internal static class RestBody
{
    private const int Largest = 64 << 20;

    /// <summary>The bytes: of the text in UTF-8, of a file as they are, but for a byte order mark. Null: there is no body.</summary>
    /// <param name="argument">What was given, as it was typed.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="home">Where <c>~</c> leads; null: nowhere.</param>
    /// <param name="cancel">Cancels the operation; Ctrl-C in a terminal.</param>
    /// <exception cref="UserError">The file cannot be read or is too large.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(
        string? argument, TextReader input, string? home, CancellationToken cancel) => argument switch
        {
            null or "" => null,
            "@-" => Encoding.UTF8.GetBytes(await input.ReadToEndAsync(cancel).WaitAsync(cancel)),
            ['@', '~', '/', .. var rest] when home is not null && File.Exists(Path.Combine(home, rest)) =>
                AsUtf8(ReadFile(Path.Combine(home, rest))),
            ['@', .. var path] when File.Exists(path) => AsUtf8(ReadFile(path)),
            // also "@nothing": the Azure CLI takes the name of a file that is not there for the value
            _ => Encoding.UTF8.GetBytes(argument),
        };

    /// <summary>
    /// The body as JSON: as it is, or made of a Python literal, which the Azure CLI takes for JSON. Null: it is neither, and is sent
    /// as the text or the bytes that it is.
    /// </summary>
    public static ReadOnlyMemory<byte>? AsJson(ReadOnlyMemory<byte> body)
    {
        if (IsJson(body))
        {
            return body;
        }

        return Utf8.IsValid(body.Span) && PythonLiteral.ToJson(Encoding.UTF8.GetString(body.Span)) is { } json
            ? Encoding.UTF8.GetBytes(json).AsMemory()
            : (ReadOnlyMemory<byte>?)null;
    }

    private static bool IsJson(ReadOnlyMemory<byte> body)
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

    /// <summary>What may have been meant, where a server refused a body that is no JSON; null where nothing can be said.</summary>
    /// <param name="argument">What was given, as it was typed.</param>
    /// <param name="request">What was sent.</param>
    /// <param name="status">What the server answered.</param>
    public static string? Advice(string? argument, RestRequest request, HttpStatusCode status)
    {
        var isOfBody = status is HttpStatusCode.BadRequest or HttpStatusCode.LengthRequired or HttpStatusCode.UnsupportedMediaType
            or HttpStatusCode.UnprocessableContent;
        if (!isOfBody || string.IsNullOrEmpty(argument) || request.Body is not { } body || AsJson(body) is not null)
        {
            return null;
        }

        return argument[0] == '@'
            ? request.Headers.ContainsKey("Content-Type") ? null : "The body is not JSON and was sent without a Content-Type."
            : IsFile(argument) ? $"The body was sent as the text '{argument}'. To send the file of that name, use: --body @{argument}"
            : request.Headers.ContainsKey("Content-Type") && argument.TrimStart() is not ['{' or '[', ..] ? null
            : "The body was sent as text, because it is not JSON. The shell may have removed or changed its quotes. Save the body in a "
                + "file, and use: --body @FILE";
    }

    private static bool IsFile(string argument)
    {
        try
        {
            return argument.Length < 1024 && File.Exists(argument);
        }
        catch (ArgumentException)
        {
            return false; // no name that a file could have
        }
    }

    private static byte[] ReadFile(string path) => InputFile.Read(path, Largest) switch
    {
        { Bytes: { } bytes } => bytes,
        { IsTooLarge: true } => throw new UserError($"The file '{path}' is larger than {Largest >> 20} MiB, the limit for az rest."),
        var (_, problem, cause) => throw new UserError($"The file '{path}' {problem}.", cause: cause),
    };

    // UTF-16 is what Windows PowerShell's > writes.
    private static ReadOnlyMemory<byte> AsUtf8(byte[] bytes) =>
        bytes is [0xFF, 0xFE, .. var utf16] ? Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(utf16)) : bytes.WithoutMark;
}
