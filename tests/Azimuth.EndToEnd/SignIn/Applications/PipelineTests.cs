using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn.Applications;

/// <summary>In a pipeline nobody is there to sign in.</summary>
public sealed class PipelineTests
{
    [Theory]
    [InlineData("CI", "true")]
    [InlineData("TF_BUILD", "True")]
    public async Task A_pipeline_is_told_how_to_sign_in_and_waits_for_nobody(string variable, string value)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        using var browser = new Browser(home);
        home.Variables[variable] = value;

        var login = await home.Az.RunAsync("login");

        login.ShouldExit(1).Stderr.ShouldStartWith("ERROR: Interactive sign-in is not possible: no terminal (CI).");
        login.Stderr.ShouldContain(
            "\naz login --service-principal --username APP_ID --tenant TENANT_ID --federated-token TOKEN\naz login --identity\n");
        browser.TimesOpened.ShouldBe(0);
        (await azure.Journal.CountAsync("devicecode", _ => true)).ShouldBe(0);
    }

    [Fact]
    public async Task A_code_is_shown_where_it_was_asked_for()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        home.Variables["CI"] = "true";

        (await home.Az.RunAsync("login --use-device-code", approveAs: Contoso.Ada)).ShouldSucceed();
    }
}
