using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Azimuth.Flows.Loopback.Requests;

/// <summary>One accepted connection: a request in, a page out, closed.</summary>
internal sealed class LoopbackConnection(TcpClient client) : IDisposable
{
    /// <summary>Whether anything has come in. A silent connection is the first to go when there are too many.</summary>
    public bool HasSpoken => client.Available > 0 || _reading;

    private bool _reading;

    /// <summary>The client's address.</summary>
    public IPEndPoint Peer { get; } = (IPEndPoint)client.Client.RemoteEndPoint!;

    /// <summary>Our own address.</summary>
    public IPEndPoint Local { get; } = (IPEndPoint)client.Client.LocalEndPoint!;

    /// <summary>Reads the request.</summary>
    public async Task<ReadRequest> ReadAsync(CancellationToken cancel)
    {
        await client.Client.ReceiveAsync(Array.Empty<byte>(), SocketFlags.None, cancel); // returns when there is something to read
        _reading = true;
        return await RequestReader.ReadAsync(client.GetStream(), cancel);
    }

    /// <summary>Answers and closes. A client that left in the meantime is no failure.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="page">A complete document, or null for the status in plain text.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <param name="field">One more field of the head, such as <c>Allow: POST</c>.</param>
    public async Task AnswerAsync(int status, string? page, CancellationToken cancel, string? field = null)
    {
        var reason = Reason(status);
        var body = Encoding.UTF8.GetBytes(page ?? $"{reason}\n");
        var head = Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status} {reason}\r\n" +
            $"Content-Type: text/{(page is null ? "plain" : "html")}; charset=utf-8\r\n" +
            $"Content-Length: {body.Length}\r\n" +
            $"Content-Security-Policy: {(page is null ? "default-src 'none'" : LandingPages.ContentSecurityPolicy)}\r\n" +
            (field is null ? "" : $"{field}\r\n") +
            "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n");
        try
        {
            await client.GetStream().WriteAsync((byte[])[.. head, .. body], cancel);
            client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException)
        {
            // Nobody is there to read it.
        }
        finally
        {
            Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static string Reason(int status) => status switch
    {
        200 => "OK",
        303 => "See Other",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        417 => "Expectation Failed",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        501 => "Not Implemented",
        _ => "HTTP Version Not Supported",
    };
}
