using System.Net;
using Azimuth.Accounts;
using Azimuth.Clouds;
using Azimuth.Discovery;
using Azimuth.Events;
using Azimuth.Http.Handlers;

namespace Azimuth.Tests.Discovery;

/// <summary>How long a sign-in waits for tenants that say nothing. A tenant that answers is never lost to another's silence.</summary>
public sealed class StragglerTimeoutTests
{
    private const int Never = -1;

    private static readonly Cloud Cloud = new()
    {
        Name = "Test",
        Endpoints = new Dictionary<string, string> { ["resource_manager"] = "https://arm.test/" },
        Suffixes = new Dictionary<string, string>(),
    };

    private readonly SteppedTime _time = new();

    /// <summary>
    /// When each tenant answers, in seconds after it was asked; how long the sign-in takes; how long the silent ones were waited for.
    /// </summary>
    [Theory]
    [InlineData(new[] { Never }, 60)] // a lone tenant has all the patience of a sign-in
    [InlineData(new[] { 45 }, 45)]
    [InlineData(new[] { Never, Never }, 60)]
    [InlineData(new[] { 0, Never }, 10)]
    [InlineData(new[] { 0, 0, 0, Never }, 10)]
    [InlineData(new[] { 0, 0, 9, Never }, 19)] // each answer gives the others ten seconds more
    [InlineData(new[] { 0, 0, 9, 18, Never }, 28)]
    [InlineData(new[] { 0, 0, 0, 0, Never, Never, Never }, 10)] // several
    [InlineData(new[] { 0, Never, 45 }, 55)] // while most are silent it is the network
    [InlineData(new[] { 0, Never, Never, 58 }, 60)] // never longer than the whole patience
    [InlineData(new[] { 31, 32, 33 }, 33)]
    public async Task Who_is_silent_is_waited_for_ten_seconds_after_the_others_and_a_minute_alone(int[] answers, int seconds)
    {
        var outcomes = await AskAsync(answers, (number, token, stop) => AnswerAsync(number, answers[number], stop));

        _time.Passed.TotalSeconds.ShouldBeInRange(seconds, seconds + 2);
        outcomes.Select(each => each is TenantOutcome.Listed).ShouldBe(answers.Select(each => each >= 0));
        outcomes.OfType<TenantOutcome.Silent>()
            .ShouldAllBe(each => each.Waited.TotalSeconds >= seconds && each.Waited.TotalSeconds < seconds + 2);
    }

    [Fact]
    public async Task A_tenant_that_has_begun_to_answer_is_not_silent()
    {
        var outcomes = await AskAsync([0, 0, 0], async (number, uri, stop) =>
        {
            var second = uri.Query.Contains("skiptoken", StringComparison.Ordinal);
            await Task.Delay(second ? TimeSpan.FromSeconds(40) : TimeSpan.Zero, _time, stop);
            return Page(number, number == 2 && !second ? "https://arm.test/subscriptions?$skiptoken=2" : null);
        });

        _time.Passed.TotalSeconds.ShouldBeInRange(40, 42);
        outcomes[2].ShouldBeOfType<TenantOutcome.Listed>().Subscriptions.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_answers_late_while_others_are_still_waited_for_has_answered()
    {
        // The third is given up after ten seconds and answers after twelve; the last one, which has begun, answers after twenty.
        var outcomes = await AskAsync([0, 0, 0, 0], async (number, uri, stop) =>
        {
            var second = uri.Query.Contains("skiptoken", StringComparison.Ordinal);
            await Task.Delay(TimeSpan.FromSeconds(number == 2 ? 12 : second ? 20 : 0), _time, stop);
            return Page(number, number == 3 && !second ? "https://arm.test/subscriptions?$skiptoken=2" : null);
        });

        outcomes[2].ShouldBeOfType<TenantOutcome.Listed>().Subscriptions.Count.ShouldBe(1);
        outcomes.ShouldAllBe(each => each is TenantOutcome.Listed);
    }

    [Fact]
    public async Task Nor_is_one_that_is_throttled()
    {
        var asked = 0;
        var outcomes = await AskAsync([0, 0, 0], async (number, uri, stop) =>
        {
            if (number == 2 && asked++ == 0)
            {
                return new(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(TimeSpan.FromSeconds(5)) } };
            }

            return await AnswerAsync(number, number == 2 ? 15 : 0, stop);
        });

        _time.Passed.TotalSeconds.ShouldBeInRange(20, 25);
        outcomes.ShouldAllBe(each => each is TenantOutcome.Listed);
    }

    private Task<IReadOnlyList<TenantOutcome>> AskAsync(int[] tenants, Func<int, Uri, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        var arm = new FakeArm { Answer = (request, token, stop) => answer(int.Parse(token[^3..], null), request.RequestUri!, stop) };
        var patience = new CommandTimeouts(CommandTimeouts.OfSignIn, _time, _ => { });
        var way = new HttpMessageInvoker(new RetryHandler(arm, RetryRule.Usual, patience, DebugLog.Silent, _time));
        return _time.UntilAsync(new TenantDiscovery(way, Cloud, _time, patience).SomeAsync(
            tenants.Select((_, number) => Guid.Parse($"11111111-1111-1111-1111-{number:D12}")),
            AccountUser.Person("ada@contoso.onmicrosoft.com"),
            (tenant, _, _) => Task.FromResult(new Secret(tenant!)),
            _ => { },
            TestContext.Current.CancellationToken));
    }

    private async Task<HttpResponseMessage> AnswerAsync(int number, int seconds, CancellationToken stop)
    {
        await Task.Delay(seconds == Never ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds), _time, stop);
        return Page(number);
    }

    private static HttpResponseMessage Page(int number, string? next = null) => FakeArm.Json(
        $$"""{"value":[{"subscriptionId":"s{{number}}"}]{{(next is null ? "" : $",\"nextLink\":\"{next}\"")}}}""");
}
