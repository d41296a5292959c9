using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.PowerShell;

/// <summary>What <c>az</c> prints for PowerShell does in PowerShell what it should.</summary>
public sealed class PowerShellTests : IDisposable
{
    private static readonly string Program = Variable("AZIMUTH_POWERSHELL");

    private Home? _home;

    public void Dispose() => _home?.Dispose();

    // One PowerShell for all lines: it takes seconds to start.
    [Fact]
    public async Task The_completion_script_completes_in_it()
    {
        await using var azure = await SignedInAsync();
        Dictionary<string, string> lines = new()
        {
            ["az acc"] = "account",
            ["az account show --sub"] = "--subscription",
            ["az account show --subscription Facil"] = "'Facility Services Subscription'",
            ["az account list -o ts"] = "tsv",
            ["az account list --output=y"] = "--output=yaml",
        };

        var completed = await RunAsync(
            $$"""
            az completion pwsh | Out-String | Invoke-Expression
            foreach ($line in {{string.Join(", ", lines.Keys.Select(line => $"'{line}'"))}}) {
                (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches[0].CompletionText
            }
            """);

        completed.TrimEnd('\n').Split('\n').ShouldBe(lines.Values);
    }

    [Fact]
    public async Task The_sandboxs_variables_are_set_in_it_and_restored()
    {
        await using var azure = await SignedInAsync();
        const string Print = "Get-ChildItem Env: | Sort-Object Name | ForEach-Object { \"$($_.Name)=$($_.Value)\" }";
        _home!.Variables["REQUESTS_CA_BUNDLE"] = "/it's $mine/`ca.pem";

        var lines = (await RunAsync(
            $"{Print}\n'--- set'\naz sandbox env --shell pwsh | Out-String | Invoke-Expression\n{Print}\n"
                + $"'--- restored'\naz sandbox env --shell pwsh --unset | Out-String | Invoke-Expression\n{Print}")).Split("--- ");

        string[] set = [.. lines[1].Split('\n').Skip(1)];
        set.ShouldContain(each => each.StartsWith("REQUESTS_CA_BUNDLE=", StringComparison.Ordinal) && each.EndsWith(".pem"));
        set.ShouldNotContain("REQUESTS_CA_BUNDLE=/it's $mine/`ca.pem");
        lines[2].Split('\n').Skip(1).ShouldBe(lines[0].Split('\n'));
    }

    [Fact]
    public async Task The_prompt_of_the_page_shows_who_is_signed_in()
    {
        await using var azure = await SignedInAsync();
        var page = await File.ReadAllTextAsync(Path.Combine(Places.Repository, "docs", "status.md"), TestContext.Current.CancellationToken);
        var prompt = page.Split("```powershell\n")[1].Split("\n```")[0];
        var subscription = (await _home!.Az.RunAsync("account show --query name -o tsv")).Stdout.Trim();

        (await RunAsync($"{prompt}\nprompt")).ShouldBe($"[{Contoso.Ada.UserName} {subscription}] {_home.WorkingFolder}> \n");
        (await _home.Az.RunAsync("logout")).ShouldSucceed();
        (await RunAsync($"{prompt}\nprompt")).ShouldBe($"[] {_home.WorkingFolder}> \n");
    }

    /// <summary>"Under PowerShell, use the Get-Credential cmdlet" (docs/reference.md, as Microsoft's page has it).</summary>
    [Fact]
    public async Task The_recipe_with_Get_Credential_signs_in_and_shows_no_password()
    {
        await using var azure = await Sandbox.StartAsync();
        _home = HomeOf(azure);
        var script = Path.Combine(_home.Root, "recipe.ps1");
        await File.WriteAllTextAsync(
            script,
            $"$AzCred = Get-Credential -UserName {Contoso.Ada.UserName}\n"
                + "az login -u $AzCred.UserName -p $AzCred.GetNetworkCredential().Password\n\"ended with $LASTEXITCODE\"\n",
            TestContext.Current.CancellationToken);
        await using var terminal = Terminal.Start(_home, ["-NoProfile", "-NoLogo", "-File", script], columns: 160, program: Program);

        await terminal.WaitForAsync($"Password for user {Contoso.Ada.UserName}: ");
        await terminal.TypeAsync($"{Contoso.Ada.Password}\n");
        await terminal.WaitForAsync("ended with 0");

        terminal.Seen.ShouldNotContain(Contoso.Ada.Password);
        (await _home.Az.RunAsync("account show --query user.name -o tsv")).Stdout.Trim().ShouldBe(Contoso.Ada.UserName);
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new HarnessException($"{name} is not set. tests/powershell/run sets it.");

    private static Home HomeOf(Sandbox azure)
    {
        var home = new Home(azure);
        File.CreateSymbolicLink(Path.Combine(home.Programs, "az"), Places.Az);
        home.Variables["PATH"] = $"{home.Programs}:/usr/bin:/bin";
        home.Variables["DOTNET_ROOT"] = Variable("DOTNET_ROOT");
        home.Variables["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        home.Variables["POWERSHELL_UPDATECHECK"] = "Off";
        return home;
    }

    private async Task<Sandbox> SignedInAsync()
    {
        var azure = await Sandbox.StartAsync();
        _home = HomeOf(azure);
        await _home.Az.SignInAsync(Contoso.Ada);
        return azure;
    }

    private async Task<string> RunAsync(string script)
    {
        await using var process = NativeProcess.Start(
            Program, ["-NoProfile", "-NoLogo", "-NonInteractive", "-Command", script], _home!.Variables, _home.WorkingFolder);
        using var late = new CancellationTokenSource(Waiting.Deadline);
        await process.WaitAsync(late.Token);
        process.Stderr.ShouldBeEmpty();
        return process.Stdout;
    }
}
