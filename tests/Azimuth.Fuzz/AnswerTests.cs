using System.Net;
using Azimuth.Discovery;
using Azimuth.Flows.Loopback;

namespace Azimuth.Fuzz;

/// <summary>What comes over the network: each answer is understood, or ends in one sentence.</summary>
public sealed class AnswerTests
{
    [Fact]
    public void Requests_to_the_listener()
    {
        const string Form = "POST / HTTP/1.1\r\nHost: localhost:8400\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 16\r\n\r\ncode=a&state=bcd";
        const string Page = "GET /?code=a&state=b HTTP/1.1\r\nHost: 127.0.0.1:8400\r\nAccept: */*\r\nSec-Fetch-Site: cross-site\r\n\r\n";
        Fuzz.Try(new Mutator(Seeds.Of(Form, Page), ["\r\n", "\n", "\r", ":", " ", "\0", "Host: x\r\n", "Content-Length: 99999999999\r\n", "Content-Length: -1\r\n", "Transfer-Encoding: chunked\r\n", "Expect: 100-continue\r\n", "HTTP/1.1", "/", "%", "&", "=", "code=", "state="]), (byte[] bytes) =>
        {
            var reading = RequestReader.ReadAsync(new MemoryStream(bytes), CancellationToken.None);
            reading.IsCompletedSuccessfully.ShouldBeTrue();
            var request = reading.GetAwaiter().GetResult();
            if (request.Head is { } head)
            {
                request.Body.Length.ShouldBe(head.ContentLength);
            }
        });
    }

    [Fact]
    public void Lists_of_ARM()
    {
        const string Subscriptions = """{"value":[{"id":"/subscriptions/99999999-9999-9999-0001-000000000001","subscriptionId":"99999999-9999-9999-0001-000000000001","tenantId":"11111111-1111-1111-1111-000000000001","displayName":"A","state":"Enabled","subscriptionPolicies":{"quotaId":"x"},"managedByTenants":[{"tenantId":"x"}]}],"count":{"type":"Total","value":1}}""";
        const string Tenants = """{"value":[{"id":"/tenants/1","tenantId":"11111111-1111-1111-1111-000000000001","countryCode":"US","displayName":"Contoso","domains":["contoso.onmicrosoft.com"],"tenantCategory":"Home","defaultDomain":"x"}],"nextLink":"https://arm.test/tenants?page=2"}""";
        const string Error = """{"error":{"code":"InvalidAuthenticationToken","message":"no"}}""";
        Fuzz.Try(new Mutator(Seeds.Of(Subscriptions, Tenants, Error), [.. Seeds.Json, "https://evil.test/", "https://arm.test/x", "../", "\"nextLink\":\"\","]), (byte[] bytes) =>
        {
            var asked = 0;
            using var arm = new HttpMessageInvoker(new Answering(_ => new(bytes.Length % 7 == 0 ? HttpStatusCode.Forbidden : HttpStatusCode.OK) { Content = new ByteArrayContent(asked++ == 0 ? bytes : "{}"u8.ToArray()) }));
            var pages = new ArmPages(arm, new("https://arm.test/"));
            Fuzz.Allow<UserError>(() => ReadAsync(pages).GetAwaiter().GetResult());
        });
    }

    private static async Task ReadAsync(ArmPages pages)
    {
        await foreach (var item in pages.ListAsync("/tenants", (_, _) => Task.FromResult(new Secret("token")), () => { }, CancellationToken.None))
        {
            _ = item.TextOrNull("tenantId");
            _ = item.TextOrNull("displayName");
        }
    }

    private sealed class Answering(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri!.Host.ShouldBe("arm.test");
            return Task.FromResult(answer(request));
        }
    }
}
