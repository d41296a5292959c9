using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn;

/// <summary>A terminal gets what we write and nothing that a runtime thinks it needs.</summary>
public sealed class FirstBytesTests
{
    [Fact]
    public async Task The_first_bytes_on_a_terminal_are_ours()
    {
        using var home = new Home().WithFixture("user");
        await using var terminal = Harness.Terminal.Start(home, "account show --query name -o tsv");

        var end = (await terminal.EndAsync()).ShouldExit(0);

        end.Stdout.ShouldBe("Information Technology Subscription\n");
    }

    [Fact]
    public async Task From_a_sign_in_to_Ctrl_C_at_the_selector_no_code_but_colors_is_written()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await using var terminal = Harness.Terminal.Start(home, "login --use-device-code");
        await azure.Control.ApproveDeviceCodeAsync(await terminal.DeviceCodeAsync(), Contoso.Ada);
        await terminal.WaitForAsync("Enter for no changes): ");

        await terminal.TypeAsync("\u0003");

        var end = (await terminal.EndAsync()).ShouldExit(1);
        end.Stdout.ShouldStartWith("\e[93mTo sign in, use a web browser");
        end.Stdout.ShouldNotContain("\e[?1h");
        end.Stdout.ShouldNotContain("\e=");
        end.Stdout.ShouldEndWith("Enter for no changes): ^C\n");
    }
}
