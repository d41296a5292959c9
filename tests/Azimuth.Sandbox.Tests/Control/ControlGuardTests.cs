using System.Net;
using System.Text;

namespace Azimuth.Sandbox.Tests.Control;

/// <summary>Attack S5: no web page, and nobody without the key, drives the sandbox.</summary>
public sealed class ControlGuardTests
{
    [Theory]
    [InlineData("evil.test")]
    [InlineData("localhost.evil.test")]
    [InlineData("127.0.0.1.evil.test")]
    public async Task A_rebound_name_gets_421_from_every_listener(string host)
    {
        await using var sandbox = await Running.StartAsync();

        (await SendAsync(sandbox, HttpMethod.Get, $"{sandbox.Ready.Control}/status", host: host)).Status.ShouldBe(421);
        (await SendAsync(sandbox, HttpMethod.Get, $"{sandbox.Ready.Pages}/device", host: host)).Status.ShouldBe(421);
        // a browser would stop at the name already
        using var careless = new HttpClient(
            new SocketsHttpHandler
            {
                SslOptions =
                {
                    RemoteCertificateValidationCallback = (
                        _, _, _, wrong) => wrong.HasFlag(System.Net.Security.SslPolicyErrors.RemoteCertificateNameMismatch)
                }
            });
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri($"{sandbox.Ready.SignIn}/common/v2.0/.well-known/openid-configuration"))
        { Headers = { Host = host } };
        using var tls = await careless.SendAsync(request, TestContext.Current.CancellationToken);
        tls.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer ")]
    [InlineData("Bearer 0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Without_the_key_nothing_is_told(string? authorization)
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await SendAsync(sandbox, HttpMethod.Get, $"{sandbox.Ready.Control}/journal", authorization: authorization, key: false);

        answer.Status.ShouldBe(401);
        answer.Text.ShouldNotContain("entries");
    }

    [Fact]
    public async Task A_ticket_is_exchanged_for_the_key_once_and_not_late()
    {
        await using var sandbox = await Running.StartAsync();
        var key = await File.ReadAllTextAsync(sandbox.Ready.ControlKeyFile, TestContext.Current.CancellationToken);
        async Task<string> TicketAsync() => $"Bearer {(await sandbox.PostControlAsync("console-tickets")).Json["ticket"]}";
        async Task<Answer> RedeemAsync(string ticket)
        {
            using var client = new HttpClient();
            using var content = new StringContent("{}", Encoding.UTF8, "application/json");
            client.DefaultRequestHeaders.Add("Authorization", ticket);
            using var response = await client.PostAsync(
                new Uri($"{sandbox.Ready.Control}/key"), content, TestContext.Current.CancellationToken);
            return await Answer.OfAsync(response);
        }

        var first = await TicketAsync();
        var late = await TicketAsync();

        (await RedeemAsync(first)).Text.ShouldContain(key);
        (await RedeemAsync(first)).Status.ShouldBe(401);
        await sandbox.PostControlAsync("clock", """{"advanceSeconds":61}""");
        (await RedeemAsync(late)).Status.ShouldBe(401);

        key.ShouldMatch("^[A-Za-z0-9_-]{22}$"); // 128 bits
    }

    [Fact]
    public async Task A_key_in_the_query_opens_nothing()
    {
        await using var sandbox = await Running.StartAsync();
        var key = await File.ReadAllTextAsync(sandbox.Ready.ControlKeyFile, TestContext.Current.CancellationToken);

        (await SendAsync(
            sandbox, HttpMethod.Get, $"{sandbox.Ready.Control}/status?key={key}&access_token={key}", key: false)).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData("Origin", "https://evil.test", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 200)]
    public async Task A_page_of_another_origin_is_refused_even_with_the_key(string header, string value, int status)
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await SendAsync(sandbox, HttpMethod.Get, $"{sandbox.Ready.Control}/status", headers: (header, value));

        answer.Status.ShouldBe(status);
        answer.Headers.ShouldNotContainKey("Access-Control-Allow-Origin");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    public async Task What_a_form_can_send_is_not_taken(string contentType)
    {
        await using var sandbox = await Running.StartAsync();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, "clock")
        { Content = new StringContent("{\"advanceSeconds\":60}", Encoding.UTF8, contentType) };

        using var response = await sandbox.Control.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await sandbox.GetControlAsync("clock"))["advancedSeconds"]!.GetValue<long>().ShouldBe(0);
    }

    [Fact]
    public async Task A_preflight_is_never_granted()
    {
        await using var sandbox = await Running.StartAsync();

        var answer = await SendAsync(
            sandbox, HttpMethod.Options, $"{sandbox.Ready.Control}/stop", headers: ("Origin", "https://evil.test"));

        answer.Status.ShouldBeGreaterThanOrEqualTo(400);
        answer.Headers.Keys.ShouldNotContain(name => name.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task It_does_not_exist_on_the_listener_for_tokens()
    {
        await using var sandbox = await Running.StartAsync();
        var key = await File.ReadAllTextAsync(sandbox.Ready.ControlKeyFile, TestContext.Current.CancellationToken);

        (await sandbox.ArmAsync("/control/status", key)).Status.ShouldBe(404);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Every_file_of_the_folder_is_the_owners_alone()
    {
        await using var sandbox = await Running.StartAsync();
        var state = Path.GetDirectoryName(sandbox.Ready.ControlKeyFile)!;
        await sandbox.SignInAsync(); // the keys are made when they are first needed

        File.GetUnixFileMode(state).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(state, "*", SearchOption.AllDirectories))
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }
    }

    private static async Task<Answer> SendAsync(
        Running sandbox, HttpMethod method, string url, string? host = null, string? authorization = null, bool key = true,
        params (string Name, string Value)[] headers)
    {
        using var bare = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(url));
        request.Headers.Host = host;
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await (key ? sandbox.Control : bare).SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.OfAsync(response);
    }
}
