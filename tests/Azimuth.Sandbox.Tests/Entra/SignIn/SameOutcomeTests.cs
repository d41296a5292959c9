namespace Azimuth.Sandbox.Tests.Entra.SignIn;

/// <summary>
/// Page, control API, device codes and posted passwords are one sign-in: each attempt is made in each way, and comes to
/// the same. A new policy, switch, prompt or answer is one more value in a list of <see cref="Attempt"/>. Two classes, so that
/// they run at the same time, each with a sandbox of its own.
/// </summary>
public sealed class SameOutcomeTests(EveryCodeTests.OneSandbox shared) : IClassFixture<EveryCodeTests.OneSandbox>
{
    public static TheoryData<string> Worlds => [.. Attempt.Worlds.Keys];

    [Theory]
    [MemberData(nameof(Worlds))]
    public async Task A_page_and_the_control_API_come_to_the_same(string world)
    {
        var ways = new AttemptWays(shared.Sandbox);
        List<string> differences = [];
        List<string> outcomes = [];
        foreach (var attempt in Attempt.Of(world))
        {
            var page = await ways.ByPageAsync(attempt);
            var control = await ways.ByControlAsync(attempt);
            outcomes.Add(page);
            if (page != control)
            {
                differences.Add($"{attempt}\n  page: {page}\n  control: {control}");
            }
        }

        differences.ShouldBeEmpty();
        outcomes.Distinct().Count().ShouldBeGreaterThan(3, "otherwise nothing was tried");
    }
}
