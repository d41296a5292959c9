using System.Text;
using System.Text.RegularExpressions;
using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Readme;

/// <summary>
/// The tour in README.md is what this prints. Where they differ, the real one lies in <c>artifacts/tour.md</c>, to be
/// put in its place.
/// </summary>
public sealed partial class TourTests
{
    private readonly StringBuilder _tour = new();

    [Fact]
    public async Task The_tour_in_the_README_is_real_output()
    {
        using var home = new Home();
        home.Variables.Remove("AZURE_CONFIG_DIR"); // as on a user's own machine
        home.Variables["AZURE_CONTEXT"] = "sandbox";
        try
        {
            await StartAsync(home);
            await RunAsync(home, "config set core.ignored_tenants=woodgrove.onmicrosoft.com --only-show-errors"); // it requires MFA
            await SignInAsync(home);
            await RunAsync(home, "account show --query '{subscription:name, tenant:tenantDisplayName, user:user.name}'");
            await RunAsync(home, "account list --output table --query '[].{Name:name, Tenant:tenantDisplayName, Default:isDefault}'");
            await RunAsync(home, "account get-access-token --query '{expiresOn:expiresOn, tenant:tenant, tokenType:tokenType}'");
            await RunAsync(home, "account set --subscription Finances");
        }
        finally
        {
            await RunAsync(home, "sandbox stop");
        }

        var real = Keys.Replace(_tour.ToString(), "#key=…");
        Directory.CreateDirectory(Path.Combine(Places.Repository, "artifacts"));
        await File.WriteAllTextAsync(Path.Combine(Places.Repository, "artifacts", "tour.md"), real, TestContext.Current.CancellationToken);
        var printed = Tour.Match(
            await File.ReadAllTextAsync(
                Path.Combine(Places.Repository, "README.md"), TestContext.Current.CancellationToken)).Groups[1].Value;
        Constant(printed).ShouldBe(Constant(real));
    }

    private async Task StartAsync(Home home)
    {
        home.Variables.Remove("AZURE_CONTEXT"); // there is no such context before the first start
        await RunAsync(home, "sandbox start");
        home.Variables["AZURE_CONTEXT"] = "sandbox";
        _tour.AppendLine("$ export AZURE_CONTEXT=sandbox");
    }

    private async Task SignInAsync(Home home)
    {
        using var control = ControlApi.Of(Path.Combine(home.Folder, ".azure", "azimuth", "sandbox", "ready.json"));
        await using var terminal = Harness.Terminal.Start(home, "login", columns: 500);
        await control.ApproveDeviceCodeAsync(await terminal.DeviceCodeAsync(), Contoso.Ada);
        await terminal.WaitForAsync("Enter for no changes): ");
        await terminal.TypeAsync("finance\n");
        await terminal.WaitForAsync("Enter for no changes): ", times: 2);
        await terminal.TypeAsync("3\n");
        (await terminal.EndAsync()).ShouldExit(0);
        _tour.AppendLine("$ az login").AppendLine(terminal.Screen.Text.TrimEnd());
    }

    private async Task RunAsync(Home home, string line)
    {
        var result = await home.Az.RunAsync(line);
        _tour.AppendLine($"$ az {line}").Append(result.Stderr).Append(result.Stdout);
    }

    // Ports, codes, IDs of requests and times differ at each run; that they are there does not.
    private static string Constant(string tour) => Changing.Replace(tour.ReplaceLineEndings("\n").Trim(), "…");

    [GeneratedRegex(@"<!-- tour -->\s*```console\n(.*?)```\s*<!-- /tour -->", RegexOptions.Singleline)]
    private static partial Regex Tour { get; }

    [GeneratedRegex(@"#key=\S+")]
    private static partial Regex Keys { get; }

    [GeneratedRegex(
        @"(?<=127\.0\.0\.1:|localhost:)\d+|(?<=the code )\w+|[\w]{8}-\w{4}-4\w{3}-[89ab]\w{3}-\w{12}"
            + @"|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?Z?|\s+")]
    private static partial Regex Changing { get; }
}
