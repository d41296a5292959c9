using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Repository;

/// <summary>Which builds carry the system's own sign-in. The suite check-platforms looks for the library in what is built.</summary>
public sealed class BrokerBuildTests
{
    [Theory]
    [InlineData("packages.win-x64.lock.json", true)]
    [InlineData("packages.osx-arm64.lock.json", true)]
    [InlineData("packages.linux-x64.lock.json", false)]
    [InlineData("packages.lock.json", false)]
    public void Builds_for_Windows_and_macOS_carry_the_broker_and_others_nothing_of_it(string lockFile, bool carries)
    {
        var text = File.ReadAllText(Path.Combine(Places.Repository, "src", "Azimuth.Cli", lockFile));

        text.Contains("\"Microsoft.Identity.Client.Broker\"", StringComparison.Ordinal).ShouldBe(carries);
        text.Contains("\"Microsoft.Identity.Client.NativeInterop\"", StringComparison.Ordinal).ShouldBe(carries);
    }

    [Fact]
    public async Task Where_the_build_has_none_a_wish_for_it_is_answered_and_the_browser_is_used()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        using var browser = new Browser(home);
        home.Variables["AZURE_CORE_ENABLE_BROKER_ON_LINUX"] = "true";
        await using var login = home.Az.Start(["login"]);

        await browser.SignInAsync(Contoso.Ada);

        (await home.Az.EndAsync(login, ["login"])).ShouldSucceed().Stderr.ShouldStartWith(
            "WARNING: The Microsoft identity broker is not used: this build of az does not include it.\nWARNING: A web browser has "
                + "been opened");
    }
}
