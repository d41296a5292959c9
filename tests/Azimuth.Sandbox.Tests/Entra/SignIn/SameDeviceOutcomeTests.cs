namespace Azimuth.Sandbox.Tests.Entra.SignIn;

/// <summary>The second half of <see cref="SameOutcomeTests"/>: the ways in which nobody may see a page.</summary>
public sealed class SameDeviceOutcomeTests(EveryCodeTests.OneSandbox shared) : IClassFixture<EveryCodeTests.OneSandbox>
{
    public static TheoryData<string> Worlds => SameOutcomeTests.Worlds;

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

            if (attempt.CanAnswerItself
                && await ways.ByDeviceSwitchAsync(attempt) is var itself
                && itself != AttemptWays.DeviceOutcome(page))
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
