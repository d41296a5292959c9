using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.AzureCli.Stories;

/// <summary>The program of tests/clients that judges the sandbox with MSAL Python, here with the one of Debian's unstable suite.</summary>
public sealed class MsalPythonTests
{
    [Fact]
    public async Task The_MSAL_of_the_unstable_suite_signs_in_in_each_way_renews_answers_a_challenge_and_is_refused()
    {
        await using var azure = await Sandbox.StartAsync();
        var program = await File.ReadAllTextAsync(
            Path.Combine(Places.Repository, "tests", "clients", "judges", "msal_python.py"), TestContext.Current.CancellationToken);
        var variables = new Dictionary<string, string>(Machine.Variables(azure))
        {
            ["PATH"] = "/usr/bin:/bin",
            ["LANG"] = "C.UTF-8",
            ["HOME"] = azure.State,
            ["AZURE_AUTHORITY_HOST"] = azure.SignIn,
            ["CONTROL"] = $"{azure.Pages}/control",
            ["CONTROL_KEY"] = await File.ReadAllTextAsync(Path.Combine(azure.State, "control.key"), TestContext.Current.CancellationToken),
        };

        await using var python = NativeProcess.Start(
            "/usr/sbin/chroot", [RealCli.Current.Root, "/usr/bin/python3", "-c", program], variables, "/");
        await Waiting.ForAsync("the end of MSAL's program", python.WaitForExitAsync(CancellationToken.None));

        python.Stdout.ShouldBe(
            """
            browser: ada@contoso.onmicrosoft.com
            cached: True
            renewed: True
            another resource: Bearer
            challenged: True
            another device: ada@contoso.onmicrosoft.com
            own: Bearer
            refused: invalid_client [7000215]

            """,
            python.Stderr);
    }
}
