using System.Net;
using Azimuth.Http.Handlers;

namespace Azimuth.Tests;

/// <summary>One connection or byte is waited for up to 30 or 60 seconds; after eight the reason is told, and the wait goes on.</summary>
public sealed class PatienceTests
{
    private const string Notice = "https://login.test has sent nothing for 8 seconds. Waiting for up to {seconds} seconds.";

    private readonly SteppedTime _time = new();
    private readonly List<(TimeSpan At, string Reason)> _told = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    public async Task A_server_that_says_nothing_is_told_after_eight_seconds_and_given_up_at_the_end(int seconds)
    {
        var error = await Should.ThrowAsync<UserError>(_time.UntilAsync(AskAsync(seconds, Never)));

        error.Message.ShouldStartWith($"https://login.test sent nothing for {seconds} seconds.");
        _time.Passed.TotalSeconds.ShouldBeInRange(seconds, seconds + 1.5);
        ToldOnce(seconds);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    public async Task So_is_one_that_stops_in_the_middle_of_its_answer(int seconds)
    {
        using var answer = await AskAsync(
            seconds, stop => Task.FromResult(Body(new Stopping(token => Task.Delay(Timeout.Infinite, token)))));

        await Should.ThrowAsync<UserError>(_time.UntilAsync(answer.Content.ReadAsByteArrayAsync(Cancel)));

        _time.Passed.TotalSeconds.ShouldBeInRange(seconds, seconds + 1.5);
        ToldOnce(seconds);
    }

    [Fact]
    public async Task An_answer_after_31_seconds_is_an_answer_to_a_sign_in()
    {
        using var answer = await _time.UntilAsync(AskAsync(60, After(31)));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        ToldOnce(60);
    }

    [Fact]
    public async Task Nothing_is_said_of_what_comes_within_eight_seconds()
    {
        using var answer = await _time.UntilAsync(AskAsync(30, After(7.5)));
        await _time.UntilAsync(() => _time.Passed > TimeSpan.FromSeconds(60));

        _told.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hundred_requests_to_one_server_tell_it_once()
    {
        var patience = new CommandTimeouts(CommandTimeouts.OfOthers, _time, reason => _told.Add((_time.Passed, reason)));
        using var way = new HttpMessageInvoker(new IdleTimeoutHandler(new Server(After(10)), patience));

        var answers = await _time.UntilAsync(
            Task.WhenAll(
                Enumerable.Range(0, 100).Select(number => way.SendAsync(new(HttpMethod.Get, $"https://login.test/{number}"), Cancel))));

        answers.Length.ShouldBe(100);
        ToldOnce(30);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_wait_at_once()
    {
        using var interrupt = new CancellationTokenSource();
        var asking = AskAsync(60, Never, interrupt.Token);
        await _time.UntilAsync(() => _told.Count > 0);
        var before = _time.Passed;

        await interrupt.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asking);
        _time.Passed.ShouldBe(before);
    }

    [Fact]
    public async Task A_reason_that_cannot_be_shown_ends_no_wait()
    {
        using var way = new HttpMessageInvoker(
            new IdleTimeoutHandler(
                new Server(After(10)), new(CommandTimeouts.OfOthers, _time, _ => throw new IOException("stderr is gone"))));

        using var answer = await _time.UntilAsync(way.SendAsync(new(HttpMethod.Get, "https://login.test/x"), Cancel));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private void ToldOnce(int seconds)
    {
        var (at, reason) = _told.ShouldHaveSingleItem();
        at.TotalSeconds.ShouldBeInRange(8, 9);
        reason.ShouldBe(Notice.Replace("{seconds}", $"{seconds}", StringComparison.Ordinal));
        reason.ShouldNotContain("az login");
    }

    private Task<HttpResponseMessage> AskAsync(
        int seconds, Func<CancellationToken, Task<HttpResponseMessage>> answer, CancellationToken? cancel = null)
    {
        var patience = new CommandTimeouts(TimeSpan.FromSeconds(seconds), _time, reason => _told.Add((_time.Passed, reason)));
        var way = new HttpMessageInvoker(new IdleTimeoutHandler(new Server(answer), patience));
        return way.SendAsync(new(HttpMethod.Get, "https://login.test/x?code=CANARY"), cancel ?? Cancel);
    }

    private static async Task<HttpResponseMessage> Never(CancellationToken stop)
    {
        await Task.Delay(Timeout.Infinite, stop);
        throw new InvalidOperationException("It waits for ever.");
    }

    private Func<CancellationToken, Task<HttpResponseMessage>> After(double seconds) => async stop =>
    {
        await Task.Delay(TimeSpan.FromSeconds(seconds), _time, stop);
        return Body(Stream.Null);
    };

    private static HttpResponseMessage Body(Stream body) => new(HttpStatusCode.OK) { Content = new StreamContent(body) };

    private sealed class Server(Func<CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            answer(cancellationToken);
    }

    /// <summary>Ten bytes, then nothing.</summary>
    private sealed class Stopping(Func<CancellationToken, Task> hold) : ReadOnlyStream(Null)
    {
        private bool _began;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_began)
            {
                await hold(cancellationToken);
            }

            _began = true;
            return 10;
        }
    }
}
