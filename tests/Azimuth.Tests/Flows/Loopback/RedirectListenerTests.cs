using System.Net;
using System.Net.Sockets;
using System.Text;
using Azimuth.Flows.Loopback.Listener;
using Azimuth.Flows.Loopback.Requests;
using Microsoft.Win32.SafeHandles;

namespace Azimuth.Tests.Flows.Loopback;

public sealed class RedirectListenerTests : IDisposable
{
    private const string State = "the-state";
    private const string Good = "code=abc&state=the-state";

    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(20));

    private CancellationToken Deadline => _deadline.Token;

    public void Dispose() => _deadline.Dispose();

    [Fact]
    public async Task The_answer_is_taken_and_the_browser_waits_for_the_outcome()
    {
        using var listener = RedirectListener.Open(TimeProvider.System, DebugLog.Silent);
        var waiting = listener.WaitAsync(State, ResponseMode.FormPost, Deadline);

        var posting = PostAsync(listener, Good);
        using var answer = await waiting;
        posting.IsCompleted.ShouldBeFalse();
        await answer.ShowSuccessAsync(Deadline);
        using var page = await posting;

        answer.Fields.AsQueryOf(new(listener.Redirect)).Query.ShouldBe("?code=abc&state=the-state");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        page.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
        (await page.Content.ReadAsStringAsync(Deadline)).ShouldBe(LandingPages.Success());
    }

    [Fact]
    public async Task A_browser_that_insists_on_TLS_is_told_of_once_and_answered_at_once()
    {
        using var listener = RedirectListener.Open(TimeProvider.System, DebugLog.Silent);
        var told = 0;
        listener.ReportTls(() => told++);
        var waiting = listener.WaitAsync(State, ResponseMode.FormPost, Deadline);

        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            await Should.ThrowAsync<HttpRequestException>(
                client.GetAsync(new Uri($"https://localhost:{new Uri(listener.Redirect).Port}/"), Deadline));
        }

        told.ShouldBe(1);
        _ = PostAsync(listener, Good);
        using var answer = await waiting;
        answer.Fields.Error.ShouldBeNull();
    }

    [Theory]
    [InlineData("GET", "/favicon.ico", null, 404)]
    [InlineData("GET", "/", null, 405)]
    [InlineData("GET", "/?code=abc&state=the-state", null, 405)]
    [InlineData("OPTIONS", "/", null, 405)]
    [InlineData("POST", "/other", Good, 404)]
    [InlineData("POST", "/", "code=abc&state=wrong", 400)]
    [InlineData("POST", "/", "error=access_denied&state=wrong", 400)]
    [InlineData("POST", "/", "error=access_denied", 400)]
    [InlineData("POST", "/", "code=abc&state=the-state&state=the-state", 400)]
    [InlineData("POST", "/", "code=%f", 400)]
    public async Task What_is_no_answer_is_turned_away_and_does_not_end_the_sign_in(string method, string path, string? body, int status)
    {
        using var listener = RedirectListener.Open(TimeProvider.System, DebugLog.Silent);
        var waiting = listener.WaitAsync(State, ResponseMode.FormPost, Deadline);

        using var refused = await SendAsync(listener, new(method), path, body);
        _ = PostAsync(listener, Good);
        using var answer = await waiting;

        ((int)refused.StatusCode).ShouldBe(status);
        answer.Fields.Error.ShouldBeNull();
    }

    [Theory]
    [InlineData("evil.test")]
    [InlineData("localhost")]
    [InlineData("localhost:1")]
    [InlineData("127.0.0.1.evil.test")]
    public async Task A_host_that_is_not_the_listeners_own_gets_421(string host)
    {
        using var listener = RedirectListener.Open(TimeProvider.System, DebugLog.Silent);
        var waiting = listener.WaitAsync(State, ResponseMode.FormPost, Deadline);

        using var refused = await SendAsync(listener, HttpMethod.Post, "/", Good, host);

        ((int)refused.StatusCode).ShouldBe(421);
        waiting.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Only_a_form_is_an_answer()
    {
        using var listener = RedirectListener.Open(TimeProvider.System, DebugLog.Silent);
        var waiting = listener.WaitAsync(State, ResponseMode.FormPost, Deadline);

        using var client = new HttpClient();
        using var refused = await client.PostAsync(
            new Uri(listener.Redirect), new StringContent(Good, Encoding.UTF8, "text/plain"), Deadline);

        ((int)refused.StatusCode).ShouldBe(415);
        waiting.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task The_right_answer_arrives_between_500_idle_connections()
    {
        using var listener = RedirectListener.Open(TimeProvider.System, DebugLog.Silent);
        var waiting = listener.WaitAsync(State, ResponseMode.FormPost, Deadline);
        var port = new Uri(listener.Redirect).Port;
        var idle = new List<TcpClient>();
        for (var count = 0; count < 500; count++)
        {
            idle.Add(new());
            await idle[^1].ConnectAsync(IPAddress.Loopback, port, Deadline);
        }

        _ = PostAsync(listener, Good);
        using var answer = await waiting;

        answer.Fields.Error.ShouldBeNull();
        idle.ForEach(each => each.Dispose());
    }

    [Fact]
    public async Task Another_users_answer_is_turned_away_and_the_persons_own_is_taken()
    {
        var foreign = true;
        using var listener = RedirectListener.Open(
            LoopbackPort.Draw(IPAddress.Loopback, IPAddress.IPv6Loopback),
            (_, _) => foreign ? PeerOwnership.Foreign : PeerOwnership.Ours, TimeProvider.System, DebugLog.Silent);
        var waiting = listener.WaitAsync(State, ResponseMode.FormPost, Deadline);

        using var refused = await PostAsync(listener, "code=theirs&state=the-state");
        foreign = false;
        _ = PostAsync(listener, Good);
        using var answer = await waiting;

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        answer.Fields.AsQueryOf(new(listener.Redirect)).Query.ShouldContain("code=abc");
    }

    [Fact]
    public async Task This_machine_tells_that_a_connection_is_our_own()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The kernel's tables are read on Linux only.");
        using var port = LoopbackPort.Draw(IPAddress.Loopback);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port.Number, Deadline);
        using var accepted = await port.Listeners[0].AcceptTcpClientAsync(Deadline);

        var verdict = PeerOwner.Check((IPEndPoint)accepted.Client.RemoteEndPoint!, (IPEndPoint)accepted.Client.LocalEndPoint!);

        verdict.ShouldBe(PeerOwnership.Ours);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task One_family_is_enough_where_the_machine_has_no_other(string family)
    {
        var address = IPAddress.Parse(family);
        using var listener = RedirectListener.Open(
            LoopbackPort.Draw(address), (_, _) => PeerOwnership.Ours, TimeProvider.System, DebugLog.Silent);
        var waiting = listener.WaitAsync(State, ResponseMode.FormPost, Deadline);

        using var client = new HttpClient();
        var there = new UriBuilder(listener.Redirect) { Host = address.ToString() }.Uri; // a machine of one family resolves localhost so
        _ = client.PostAsync(there, new StringContent(Good, Encoding.ASCII, "application/x-www-form-urlencoded"), Deadline);
        using var answer = await waiting;

        answer.Fields.Error.ShouldBeNull();
    }

    [Theory]
    [InlineData("GET", "/", null, 400)]
    [InlineData("GET", "/?code=abc&state=wrong", null, 400)]
    [InlineData("GET", "/?error=access_denied", null, 400)]
    [InlineData("GET", "/?code=abc&state=the-state&state=the-state", null, 400)]
    [InlineData("GET", "/other?code=abc&state=the-state", null, 404)]
    [InlineData("GET", "/signed-in", null, 404)]
    [InlineData("POST", "/", Good, 405)]
    public async Task With_a_printed_address_only_the_query_of_the_redirect_is_an_answer(
        string method, string path, string? body, int status)
    {
        using var listener = RedirectListener.Open(TimeProvider.System, DebugLog.Silent);
        var waiting = listener.WaitAsync(State, ResponseMode.Query, Deadline);

        using var refused = await SendAsync(listener, new(method), path, body);
        _ = SendAsync(listener, HttpMethod.Get, $"/?{Good}", null);
        using var answer = await waiting;

        ((int)refused.StatusCode).ShouldBe(status);
        answer.Fields.Error.ShouldBeNull();
    }

    [Fact]
    public async Task The_page_with_the_code_gives_way_to_a_clean_one()
    {
        using var listener = RedirectListener.Open(TimeProvider.System, DebugLog.Silent);
        var waiting = listener.WaitAsync(State, ResponseMode.Query, Deadline);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        var asking = client.GetAsync(new Uri($"{listener.Redirect}/?{Good}"), Deadline);
        using var answer = await waiting;
        var showing = answer.ShowSuccessAsync(Deadline);
        using var sentOn = await asking;
        using var page = await client.GetAsync(new Uri(new(listener.Redirect), sentOn.Headers.Location!), Deadline);
        await showing;

        ((int)sentOn.StatusCode).ShouldBe(303);
        sentOn.Headers.Location!.OriginalString.ShouldBe("/signed-in");
        sentOn.Headers.CacheControl!.NoStore.ShouldBeTrue();
        sentOn.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await page.Content.ReadAsStringAsync(Deadline)).ShouldBe(LandingPages.Success());
    }

    [Fact]
    public async Task Nobody_who_asks_for_the_clean_page_holds_up_the_sign_in()
    {
        using var listener = RedirectListener.Open(new HurriedTime(), DebugLog.Silent);

        await listener.ShowOnceAsync("page", Deadline);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void A_port_that_was_asked_for_is_taken_in_both_families_or_not_at_all(string family)
    {
        using var taken = LoopbackPort.Draw(IPAddress.Parse(family));

        var error = Should.Throw<UserError>(() => LoopbackPort.Take(taken.Number, [IPAddress.Loopback, IPAddress.IPv6Loopback]));

        error.Message.ShouldStartWith($"Port {taken.Number}, which the browser is redirected to, is in use by ");
        if (OperatingSystem.IsLinux())
        {
            error.Message.ShouldContain($"by process {Environment.ProcessId} (");
        }

        using var after = LoopbackPort.Draw([family == "::1" ? IPAddress.Loopback : IPAddress.IPv6Loopback], _ => taken.Number);
        after.Number.ShouldBe(taken.Number, "the other half was given back");
    }

    [Fact]
    public async Task Who_holds_a_port_is_named_while_it_opens_and_closes_files()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells who holds a port.");
        var below = OpenFiles(); // descriptors below the port's, which are looked at first
        using var taken = LoopbackPort.Draw(IPAddress.Loopback);
        using var end = new CancellationTokenSource();
        Array.ForEach(below, file => file.Dispose());
        var busy = Task.Run(
            () =>
            {
                while (!end.IsCancellationRequested)
                {
                    Array.ForEach(OpenFiles(), file => file.Dispose());
                }
            },
            CancellationToken.None);

        var named = Enumerable.Range(0, 100).Select(_ => PortHolder.Describe(taken.Number)).Distinct().ToList();
        await end.CancelAsync();
        await busy;

        named.ShouldHaveSingleItem().ShouldStartWith($" by process {Environment.ProcessId} (");

        static SafeFileHandle[] OpenFiles() => [.. Enumerable.Range(0, 20).Select(_ => File.OpenHandle("/dev/null"))];
    }

    [Fact]
    public async Task Ctrl_C_ends_the_wait()
    {
        using var listener = RedirectListener.Open(TimeProvider.System, DebugLog.Silent);
        using var interrupt = new CancellationTokenSource();
        var waiting = listener.WaitAsync(State, ResponseMode.FormPost, interrupt.Token);

        await interrupt.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }

    private Task<HttpResponseMessage> PostAsync(RedirectListener listener, string body) => SendAsync(listener, HttpMethod.Post, "/", body);

    private async Task<HttpResponseMessage> SendAsync(
        RedirectListener listener, HttpMethod method, string path, string? body, string? host = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, listener.Redirect + path);
        request.Headers.Host = host;
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded");
        }

        return await client.SendAsync(request, Deadline);
    }
}
