namespace Azimuth.Sandbox.Tests.Entra.SignIn;

/// <summary>
/// Page, control API, device codes and posted passwords are one sign-in: each attempt is made in each way, and comes to
/// the same. A new policy, switch, prompt or answer is one more value in a list of <see cref="Attempt"/>.
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

    [Theory]
    [MemberData(nameof(Worlds))]
    public async Task A_device_code_and_a_posted_password_meet_what_the_page_meets(string world)
    {
        var ways = new AttemptWays(shared.Sandbox);
        List<string> differences = [];
        foreach (var attempt in Attempt.Of(world).Where(one => one.IsOfAnyFlow))
        {
            var (page, pages) = await ways.ByDevicePageAsync(attempt);
            var control = await ways.ByDeviceControlAsync(attempt);
            if (page != control)
            {
                differences.Add($"{attempt}\n  device page: {page}\n  control: {control}");
            }

            if (attempt.CanAnswerItself && await ways.ByDeviceSwitchAsync(attempt) is var itself && itself != AttemptWays.DeviceOutcome(page))
            {
                differences.Add($"{attempt}\n  device page: {page}\n  switch: {itself}");
            }

            var expected = AttemptWays.PasswordOutcome(page.Split("; the device")[0], pages);
            if (attempt.CanPostPassword && await ways.ByPasswordAsync(attempt) is var posted && posted != expected)
            {
                differences.Add($"{attempt}\n  device page: {page}\n  password: {posted}, expected {expected}");
            }
        }

        differences.ShouldBeEmpty();
    }
}
