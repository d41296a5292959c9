using System.Net;
using Azimuth.Http.Handlers;

namespace Azimuth.Tests.Http;

public sealed class RetryHandlerTests
{
    private readonly SteppedTime _time = new();
    private readonly List<(TimeSpan At, string Reason)> _told = [];
    private readonly List<TimeSpan> _asked = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(404)]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(501)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_machines_endpoint_is_asked_four_times_each_pause_longer(int status)
    {
        using var answer = await AskAsync(RetryRule.Machine, CommandTimeouts.OfOthers, _ => Of(status));

        ((int)answer.StatusCode).ShouldBe(status);
        Pauses().ShouldBe([1, 2, 4]);
        _told.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(302)]
    public async Task What_does_not_pass_is_the_answer(int status)
    {
        using var answer = await AskAsync(RetryRule.Machine, CommandTimeouts.OfOthers, _ => Of(status));

        ((int)answer.StatusCode).ShouldBe(status);
        _asked.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(30, 6)]
    [InlineData(60, 9)]
    public async Task An_update_is_waited_for_as_long_as_the_patience_lasts_and_told_after_eight_seconds(int patience, int asked)
    {
        using var answer = await AskAsync(RetryRule.Machine, TimeSpan.FromSeconds(patience), _ => Of(410));

        answer.StatusCode.ShouldBe(HttpStatusCode.Gone);
        _asked.Count.ShouldBe(asked);
        _asked[^1].TotalSeconds.ShouldBeLessThanOrEqualTo(patience + 1);
        var (at, reason) = _told.ShouldHaveSingleItem();
        at.TotalSeconds.ShouldBeInRange(8, 9);
        reason.ShouldBe($"http://169.254.169.254 is unavailable (HTTP 410). Retrying for up to {patience} seconds.");
        reason.ShouldNotContain("az login");
    }

    [Fact]
    public async Task An_update_that_ends_brings_the_token()
    {
        using var answer = await AskAsync(RetryRule.Machine, CommandTimeouts.OfOthers, number => Of(number < 4 ? 410 : 200));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        _told.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(3, 200, 2)]
    [InlineData(30, 429, 1)]
    public async Task The_authority_is_waited_for_as_long_as_it_asks_up_to_five_seconds(int seconds, int status, int asked)
    {
        using var answer = await AskAsync(RetryRule.Usual, CommandTimeouts.OfOthers, number => number == 1 ? Of(429, seconds) : Of(200));

        ((int)answer.StatusCode).ShouldBe(status);
        _asked.Count.ShouldBe(asked);
    }

    [Theory]
    [InlineData("POST", 1)]
    [InlineData("PUT", 1)]
    [InlineData("PATCH", 1)]
    [InlineData("DELETE", 1)]
    [InlineData("GET", 3)]
    public async Task Only_reading_is_tried_again_when_its_connection_was_cut(string method, int asked)
    {
        var failure = await Should.ThrowAsync<HttpRequestException>(
            AskAsync(
                RetryRule.Usual,
                CommandTimeouts.OfOthers,
                _ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "cut"),
                method));

        failure.Message.ShouldBe("cut");
        _asked.Count.ShouldBe(asked);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_pause_at_once()
    {
        using var interrupt = new CancellationTokenSource();
        var asking = Way(RetryRule.Usual, CommandTimeouts.OfOthers, _ => Of(429, 5)).SendAsync(Request("POST"), interrupt.Token);
        _asked.Count.ShouldBe(1);
        asking.IsCompleted.ShouldBeFalse();

        await interrupt.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asking.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
        _time.Passed.ShouldBe(TimeSpan.Zero);
        _asked.Count.ShouldBe(1);
    }

    private static HttpRequestMessage Request(string method) => new(new(method), "http://169.254.169.254/metadata?resource=x")
    {
        Content = method == "POST" ? new StringContent("grant_type=x") : null,
    };

    private static HttpResponseMessage Of(int status, int? retryAfter = null)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status);
        answer.Headers.RetryAfter = retryAfter is { } seconds ? new(TimeSpan.FromSeconds(seconds)) : null;
        return answer;
    }

    private async Task<HttpResponseMessage> AskAsync(
        RetryRule rule, TimeSpan patience, Func<int, HttpResponseMessage> answer, string method = "GET")
    {
        using var way = Way(rule, patience, answer);
        return await _time.UntilAsync(way.SendAsync(Request(method), Cancel));
    }

    private HttpMessageInvoker Way(RetryRule rule, TimeSpan patience, Func<int, HttpResponseMessage> answer) =>
        new(
            new RetryHandler(
                new Server(this, answer), rule, new(patience, _time, reason => _told.Add((_time.Passed, reason))), DebugLog.Silent, _time));

    // In whole seconds; a step of the clock is a quarter.
    private int[] Pauses() => [.. _asked.Zip(_asked.Skip(1), (one, next) => (int)(next - one).TotalSeconds)];

    private sealed class Server(RetryHandlerTests test, Func<int, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            test._asked.Add(test._time.Passed);
            return Task.FromResult(answer(test._asked.Count));
        }
    }
}
