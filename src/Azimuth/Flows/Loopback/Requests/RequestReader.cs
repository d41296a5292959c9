namespace Azimuth.Flows.Loopback.Requests;

/// <summary>What came in on one connection: a request, or the status that refuses it; neither when the client left.</summary>
/// <param name="Head">The head, or null.</param>
/// <param name="Body">The body, as long as Content-Length says.</param>
/// <param name="Refusal">The status to answer with, or 0.</param>
/// <param name="IsTls">Whether it was the beginning of TLS: a browser that was told to ask <c>localhost</c> by HTTPS only.</param>
internal readonly record struct ReadRequest(RequestHead? Head, ReadOnlyMemory<byte> Body, int Refusal, bool IsTls = false)
{
    /// <summary>The client closed the connection before the request was complete.</summary>
    public static ReadRequest Left => default;

    /// <summary>The request is malformed or too large.</summary>
    public static ReadRequest Refused(int status) => new(null, default, status);
}

/// <summary>Reads one request from a stream, within limits. More on the same connection is not read: each answer closes it.</summary>
internal static class RequestReader
{
    /// <summary>The most bytes that request line and headers may have together.</summary>
    public const int LongestHead = 16 * 1024;

    /// <summary>Bytes of body. Entra ID's answers take a few thousand.</summary>
    public const int LongestBody = 64 * 1024;

    // The first byte of a TLS record that begins a connection (RFC 8446, 5.1); no method of HTTP begins with it.
    private const byte TlsHandshake = 0x16;

    /// <summary>Reads until the request is complete, refused, or its client gone.</summary>
    public static async Task<ReadRequest> ReadAsync(Stream stream, CancellationToken cancel)
    {
        var buffer = new byte[LongestHead];
        var filled = 0;
        int end;
        while ((end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (filled == buffer.Length)
            {
                return ReadRequest.Refused(431);
            }

            var read = await stream.ReadAsync(buffer.AsMemory(filled), cancel);
            if (read == 0)
            {
                return ReadRequest.Left;
            }

            filled += read;
            if (buffer[0] == TlsHandshake)
            {
                return ReadRequest.Refused(400) with { IsTls = true }; // in plain text, so that the browser says what is wrong at once
            }
        }

        var body = end + 4;
        return RequestHead.Read(buffer.AsSpan(0, body), LongestBody, out var refusal) is { } head
            ? await ReadBodyAsync(stream, head, buffer.AsMemory(body, filled - body), cancel)
            : ReadRequest.Refused(refusal);
    }

    private static async Task<ReadRequest> ReadBodyAsync(
        Stream stream, RequestHead head, ReadOnlyMemory<byte> first, CancellationToken cancel)
    {
        if (first.Length >= head.ContentLength)
        {
            return new(head, first[..head.ContentLength], 0);
        }

        if (head.ExpectsContinue && first.IsEmpty)
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancel);
        }

        var body = new byte[head.ContentLength];
        first.CopyTo(body);
        var missing = body.AsMemory(first.Length);
        return await stream.ReadAtLeastAsync(missing, missing.Length, throwOnEndOfStream: false, cancel) == missing.Length
            ? new(head, body, 0)
            : ReadRequest.Left;
    }
}
