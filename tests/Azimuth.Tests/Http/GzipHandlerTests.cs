using System.IO.Compression;
using System.Net;
using System.Text;
using Azimuth.Http.Handlers;

namespace Azimuth.Tests.Http;

public sealed class GzipHandlerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_comes_packed_is_read_unpacked_and_says_so()
    {
        var content = await AskAsync(Packed("{\"value\":[]}"));

        (await content.ReadAsStringAsync(Cancel)).ShouldBe("{\"value\":[]}");
        content.Headers.ContentEncoding.ShouldBeEmpty();
        content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    [Fact]
    public async Task What_comes_as_it_is_stays_as_it_is() =>
        (await (await AskAsync(new StringContent("plain"))).ReadAsStringAsync(Cancel)).ShouldBe("plain");

    [Fact]
    public async Task What_is_no_gzip_is_the_networks_fault()
    {
        var content = new StringContent("no gzip at all");
        content.Headers.ContentEncoding.Add("gzip");

        await Should.ThrowAsync<HttpRequestException>(async () => await (await AskAsync(content)).ReadAsStringAsync(Cancel));
    }

    private static async Task<HttpContent> AskAsync(HttpContent content)
    {
        using var http = new HttpMessageInvoker(new GzipHandler(new Answering(content)));
        return (await http.SendAsync(new(HttpMethod.Get, "https://arm.test/"), Cancel)).Content;
    }

    private static ByteArrayContent Packed(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        var content = new ByteArrayContent(bytes.ToArray());
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private sealed class Answering(HttpContent content) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.AcceptEncoding.ToString().ShouldBe("gzip");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
        }
    }
}
