using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.ReferenceDocument;

/// <summary>The section "Subscription selector", sentence by sentence.</summary>
public sealed class SelectorTests
{
    private const string Prompt = "Select a subscription and tenant (Type a number or Enter for no changes): ";

    [Fact]
    public async Task A_person_with_several_subscriptions_is_asked_for_one()
    {
        await using var azure = await Sandbox.StartAsync(Contosos.Alone);
        using var home = azure.NewHome();
        await using var terminal = Harness.Terminal.Start(home, "login --use-device-code");

        await azure.Control.ApproveDeviceCodeAsync(await terminal.DeviceCodeAsync(), Contoso.Ada);
        await terminal.WaitForAsync(Prompt);
        await terminal.TypeAsync("2\n");

        var end = (await terminal.EndAsync()).ShouldExit(0);
        end.Stdout.ShouldContain("Retrieving subscriptions for the selection...");
        end.Stdout.ShouldContain("[Tenant and subscription selection]");
        end.Stdout.ShouldContain("Tenant: Contoso\nSubscription: Finance Department Subscription (99999999-9999-9999-0001-000000000002)");
    }

    [Fact]
    public async Task The_table_has_the_documents_titles_and_marks_the_default()
    {
        await using var azure = await Sandbox.StartAsync(Contosos.Alone);
        using var home = azure.NewHome();
        await using var terminal = Harness.Terminal.Start(home, "login --use-device-code", columns: 200);

        await azure.Control.ApproveDeviceCodeAsync(await terminal.DeviceCodeAsync(), Contoso.Ada);
        await terminal.WaitForAsync(Prompt);
        var screen = terminal.Screen.Text;
        await terminal.TypeAsync("\n");
        (await terminal.EndAsync()).ShouldExit(0);

        screen.ShouldContain("No     Subscription name                    Subscription ID                       Tenant name");
        screen.ShouldContain("[1] *  Facility Services Subscription       99999999-9999-9999-0001-000000000001  Contoso");
        screen.ShouldContain("[4]    Information Technology Subscription  99999999-9999-9999-0001-000000000004  Contoso");
        screen.ShouldContain(
            "The default is marked with an *; the default tenant is 'Contoso' and subscription is 'Facility Services Subscription' "
                + "(99999999-9999-9999-0001-000000000001).");
    }

    [Fact]
    public async Task Announcements_follow_the_choice()
    {
        await using var azure = await Sandbox.StartAsync(Contosos.Alone);
        using var home = azure.NewHome();
        await using var terminal = Harness.Terminal.Start(home, "login --use-device-code", columns: 200);

        await azure.Control.ApproveDeviceCodeAsync(await terminal.DeviceCodeAsync(), Contoso.Ada);
        await terminal.WaitForAsync(Prompt);
        await terminal.TypeAsync("1\n");

        var end = (await terminal.EndAsync()).ShouldExit(0);
        end.Stdout.ShouldContain(
            "[Announcements]\nWith the new Azure CLI login experience, you can select the subscription you want to use more easily. "
                + "Learn more about it and its configuration at https://go.microsoft.com/fwlink/?linkid=2271236\n");
        end.Stdout.ShouldContain("If you encounter any problem, please open an issue at https://aka.ms/azclibug\n");
    }

    [Fact]
    public async Task The_last_choice_is_the_next_default_and_Enter_takes_it()
    {
        await using var azure = await Sandbox.StartAsync(Contosos.Alone);
        using var home = azure.NewHome();
        await ChooseAsync(azure, home, "3\n");
        await home.Az.RunAsync("account clear");

        var again = await ChooseAsync(azure, home, "\n");

        again.Stdout.ShouldContain("[3]\e[0m *");
        (await home.Az.RunAsync("account show")).Text("name").ShouldBe("Human Resources Subscription");
    }

    [Fact]
    public async Task Commands_run_against_the_choice_until_account_set_changes_it()
    {
        await using var azure = await Sandbox.StartAsync(Contosos.Alone);
        using var home = azure.NewHome();
        await ChooseAsync(azure, home, "2\n");
        var chosen = await home.Az.RunAsync("account get-access-token");

        (await home.Az.RunAsync("account set --subscription \"Human Resources Subscription\"")).ShouldSucceed();

        chosen.Text("subscription").ShouldBe($"{Contoso.SubscriptionId(2)}");
        (await home.Az.RunAsync("account get-access-token")).Text("subscription").ShouldBe($"{Contoso.SubscriptionId(3)}");
    }

    [Fact]
    public async Task Login_experience_off_prints_the_list_instead_and_on_brings_the_selector_back()
    {
        await using var azure = await Sandbox.StartAsync(Contosos.Alone);
        using var home = azure.NewHome();

        (await home.Az.RunAsync("config set core.login_experience_v2=off")).ShouldSucceed();
        await using var off = Harness.Terminal.Start(home, "login --use-device-code");
        await azure.Control.ApproveDeviceCodeAsync(await off.DeviceCodeAsync(), Contoso.Ada);
        var list = (await off.EndAsync()).ShouldExit(0);
        (await home.Az.RunAsync("config set core.login_experience_v2=on")).ShouldSucceed();
        var selector = await ChooseAsync(azure, home, "\n");

        list.Stdout.ShouldContain("\"name\": \"Finance Department Subscription\"");
        list.Stdout.ShouldNotContain("[Tenant and subscription selection]");
        selector.Stdout.ShouldContain("[Tenant and subscription selection]");
    }

    [Fact]
    public async Task No_other_command_than_login_shows_it()
    {
        await using var azure = await Sandbox.StartAsync(Contosos.Alone);
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);

        await using var terminal = Harness.Terminal.Start(home, "account list --refresh -o table");
        var end = (await terminal.EndAsync()).ShouldExit(0);

        end.Stdout.ShouldNotContain("[Tenant and subscription selection]");
    }

    private static async Task<AzResult> ChooseAsync(Sandbox azure, Home home, string keys)
    {
        await using var terminal = Harness.Terminal.Start(home, "login --use-device-code");
        await azure.Control.ApproveDeviceCodeAsync(await terminal.DeviceCodeAsync(), Contoso.Ada);
        await terminal.WaitForAsync(Prompt);
        await terminal.TypeAsync(keys);
        return (await terminal.EndAsync()).ShouldExit(0);
    }
}
