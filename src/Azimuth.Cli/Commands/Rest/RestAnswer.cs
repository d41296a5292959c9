using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Azimuth.Cli.Terminal.Text;
using Azimuth.Http.Handlers;
using Azimuth.Text;

namespace Azimuth.Cli.Commands.Rest;

/// <summary>What becomes of an answer: JSON is printed as any result, anything else as it is, a refusal is an error.</summary>
internal static class RestAnswer
{
    // Bounds of what is held in memory to be printed (attack S15); --output-file has none.
    private const int Largest = 32 << 20;
    private const int MostValues = 1_000_000;
    private const int Deepest = 256;
    private const int LargestRefusal = 1 << 20;

    private const string NotJson =
        "Not a json response, outputting to stdout. For binary data suggest use \"--output-file\" to write to a file";

    /// <summary>Prints it.</summary>
    /// <exception cref="UserError">It is too long, too deep or too much to be printed.</exception>
    public static async Task ShowAsync(
        HttpResponseMessage answer, Output.Output output, Terminal.Terminal terminal, CancellationToken cancel)
    {
        await using var body = await TextAsync(answer, cancel);
        var (bytes, isWhole) = await ReadAsync(body, Largest, cancel);
        if (bytes.IsEmpty)
        {
            return;
        }

        if (!isWhole && MayBeJson(bytes.Span))
        {
            throw new UserError($"The response is larger than {Largest >> 20} MiB. Save it with --output-file FILE.");
        }

        if (isWhole && IsJson(bytes.WithoutMark))
        {
            using var json = JsonDocument.Parse(bytes.WithoutMark, new() { MaxDepth = Deepest });
            output.Write(json.RootElement);
            return;
        }

        terminal.Warn(NotJson);
        await PrintAsync(bytes, isWhole ? Stream.Null : body, terminal, cancel);
    }

    /// <summary>Writes the bytes as they come, however many. What a broken connection left is removed.</summary>
    public static async Task SaveAsync(HttpResponseMessage answer, string path, CancellationToken cancel)
    {
        var isNew = !File.Exists(path);
        try
        {
            await using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
            await answer.Content.CopyToAsync(file, cancel);
        }
        catch (Exception failure)
        {
            if (isNew && File.Exists(path))
            {
                File.Delete(path);
            }

            if (failure is UnauthorizedAccessException or DirectoryNotFoundException)
            {
                throw new UserError($"The file '{path}' cannot be written: {failure.Message}", cause: failure);
            }

            throw;
        }
    }

    /// <summary>
    /// The Azure CLI's error of a refused request: the reason phrase, and in parentheses what the server wrote (2.91, recorded).
    /// </summary>
    public static async Task<string> ExplainAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        await using var body = await TextAsync(answer, cancel);
        var (bytes, isWhole) = await ReadAsync(body, LargestRefusal, cancel);
        var reason = answer.ReasonPhrase is { Length: > 0 } phrase ? phrase : $"{(int)answer.StatusCode}";
        return bytes.IsEmpty ? reason : $"{reason}({Encoding.UTF8.GetString(bytes.WithoutMark.Span)}{(isWhole ? "" : "…")})";
    }

    // In UTF-8, whatever charset the Content-Type names; of one that is not known the bytes as they are.
    private static async Task<Stream> TextAsync(HttpResponseMessage answer, CancellationToken cancel) =>
        await Charset.ToUtf8Async(await answer.Content.ReadAsStreamAsync(cancel), answer.Content.Headers.ContentType?.CharSet, cancel);

    private static async Task<(ReadOnlyMemory<byte> Bytes, bool IsWhole)> ReadAsync(Stream body, int largest, CancellationToken cancel)
    {
        var bytes = new ArrayBufferWriter<byte>();
        while (bytes.WrittenCount <= largest)
        {
            var read = await body.ReadAsync(bytes.GetMemory(64 * 1024), cancel);
            if (read == 0)
            {
                return (bytes.WrittenMemory, true);
            }

            bytes.Advance(read);
        }

        return (bytes.WrittenMemory, false);
    }

    // One pass without recursion, before anything is built of it: brackets without end would take the stack, values without end the memory.
    private static bool IsJson(ReadOnlyMemory<byte> bytes)
    {
        if (!Utf8.IsValid(bytes.Span))
        {
            return false;
        }

        var (values, deepest) = (0, 0);
        var reader = new Utf8JsonReader(bytes.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                values++;
                deepest = Math.Max(deepest, reader.CurrentDepth);
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    _ = reader.ValueIsEscaped ? reader.GetString() : null; // half of a surrogate pair in a name is no text
                }
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return false;
        }

        return (values, deepest) switch
        {
            (_, >= Deepest) =>
                throw new UserError($"The response is JSON with more than {Deepest} levels. Save it with --output-file FILE."),
            ( > MostValues, _) =>
                throw new UserError($"The response is JSON with more than {MostValues:N0} values. Save it with --output-file FILE."),
            _ => values > 0,
        };
    }

    private static bool MayBeJson(ReadOnlySpan<byte> bytes) =>
        bytes.WithoutMark.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[' or (byte)'"', ..];

    private static async Task PrintAsync(ReadOnlyMemory<byte> bytes, Stream rest, Terminal.Terminal terminal, CancellationToken cancel)
    {
        if (terminal.OutIsTerminal)
        {
            terminal.Print(VisibleText.All(Encoding.UTF8.GetString(bytes.Span)));
            return;
        }

        terminal.Out.Write(bytes.Span);
        await rest.CopyToAsync(terminal.Out, cancel);
        terminal.Out.Write("\n"u8);
        terminal.Out.Flush();
    }
}
