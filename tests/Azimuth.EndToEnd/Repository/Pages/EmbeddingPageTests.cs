using System.Buffers.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Repository.Pages;

/// <summary>docs/embedding.md: its programs, compiled against the package as a stranger gets it, sign in to the sandbox.</summary>
public sealed partial class EmbeddingPageTests
{
    private const string AzureCli = "04b07795-8ddb-461a-bbee-02f9e1bf7b46"; // needs no consent, which a password could not give
    private const string Deployment = "55555555-5555-5555-5555-555555555555";

    private static readonly string Library = Path.Combine(Places.Repository, "src", "Azimuth");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_program_compiles_against_the_package_and_signs_in()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        var own = Path.Combine(home.Folder, ".azimuth", ClientId);
        Directory.CreateDirectory(own);
        Home.PointAt(azure, own);
        var program = await CompileAsync(home.Root, Blocks[0]);

        await using var running = NativeProcess.Start("dotnet", [program], home.Variables, home.WorkingFolder);
        var code = await Waiting.UntilAsync(
            "the device code",
            () => Task.FromResult(UserCode.Match(running.Stdout) is { Success: true } found ? found.Groups[1].Value : null),
            () => Task.FromResult(running.Stdout + running.Stderr));
        await azure.Control.ApproveDeviceCodeAsync(code, Contoso.Ada);
        await running.WaitAsync(Cancel);

        (running.ExitCode, running.Stderr).ShouldBe((0, ""));
        running.Stdout.ShouldContain($"{Contoso.Ada.UserName} has a token for");
        File.ReadAllText(Path.Combine(own, "msal_token_cache.json"))
            .ShouldNotContain(Contoso.Ada.UserName, customMessage: "it signs out at its end");
        Directory.EnumerateFileSystemEntries(home.Config)
            .Select(Path.GetFileName)
            .ShouldBe(["clouds.config", "config"], ignoreOrder: true, "az's folder is not its own");
    }

    [Fact]
    public async Task An_application_a_machine_and_a_user_with_a_password_sign_in_get_tokens_and_sign_out()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        var ways = Blocks[1]
            .Replace("CLIENT_ID", Deployment).Replace("TENANT_ID", $"{Contoso.Id}").Replace("SECRET", "Azimuth-sandbox-secret-1")
            .Replace("USER_NAME", Contoso.Ada.UserName).Replace("PASSWORD", Contoso.Ada.Password);
        var program = await CompileAsync(home.Root, $$"""
            using Azimuth;
            using Azimuth.Sessions;
            using Azimuth.Tokens;

            using var session = AzureSession.Open(new() { ClientId = AzureSessionOptions.AzureCliClientId, Folder = args[0] });
            {{Statement.Replace(ways, "await ShowAsync($1);")}}

            async Task ShowAsync(Task<SignInResult> signingIn)
            {
                var who = (await signingIn).Who.UserName;
                var token = await session.GetTokenAsync("https://management.azure.com/.default");
                Console.WriteLine($"{who} {token.Token.Reveal()}");
                await session.SignOutAsync();
            }
            """);
        Home.PointAt(azure, home.Folder);
        foreach (var (name, value) in azure.Variables("app-service"))
        {
            home.Variables[name] = value;
        }

        await using var running = NativeProcess.Start("dotnet", [program, home.Folder], home.Variables, home.WorkingFolder);
        await running.WaitAsync(Cancel);

        (running.ExitCode, running.Stderr).ShouldBe((0, ""));
        var accounts = running.Stdout.TrimEnd().Split('\n').Select(line => line.Split(' '));
        accounts.Select(account => account[0]).ShouldBe([Deployment, "systemAssignedIdentity", Contoso.Ada.UserName]);
        accounts.Select(account => Claims(account[1])).Select(claims => $"{claims["appid"]} {claims["upn"]}")
            .ShouldBe([$"{Deployment} ", $"{WebServer.System.ClientId} ", $"{AzureCli} {Contoso.Ada.UserName}"]);
        Directory.EnumerateFiles(home.Folder, "*", SearchOption.AllDirectories)
            .Where(file => accounts.Any(account => File.ReadAllText(file).Contains(account[1])))
            .ShouldBeEmpty("signing out leaves no token");
    }

    private static string[] Blocks { get; } =
    [
        .. CSharp.Matches(File.ReadAllText(Path.Combine(Places.Repository, "docs", "embedding.md"))).Select(block => block.Groups[1].Value),
    ];

    private static string ClientId { get; } = Id.Match(Blocks[0]).Value;

    // Without a network: the package is new, and what it depends on is where restore has put it for the library itself.
    private static async Task<string> CompileAsync(string root, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "embedding")).FullName;
        (await DotnetAsync(folder, "pack", Library, "-c", "Debug", "--no-build", "--no-restore", "-o", folder))
            .ShouldNotContain("missing", customMessage: "a package has a readme, a license, a description and tags");
        var version = Path.GetFileNameWithoutExtension(Directory.GetFiles(folder, "*.nupkg").ShouldHaveSingleItem())["Azimuth.".Length..];
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        File.WriteAllText(Path.Combine(folder, "Program.cs"), text);
        File.WriteAllText(Path.Combine(folder, "Embedding.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <InvariantGlobalization>true</InvariantGlobalization>
                <UseAppHost>false</UseAppHost>
                <RestoreSources>{folder}</RestoreSources>
                <RestorePackagesPath>{folder}/packages</RestorePackagesPath>
                <RestoreFallbackFolders>{packages}</RestoreFallbackFolders>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Azimuth" Version="{version}" />
              </ItemGroup>
            </Project>
            """);
        await DotnetAsync(folder, "build", folder, "-o", Path.Combine(folder, "out"), "-nodeReuse:false", "-p:UseSharedCompilation=false");
        return Path.Combine(folder, "out", "Embedding.dll");
    }

    private static async Task<string> DotnetAsync(string folder, params string[] words)
    {
        var variables = Environment.GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(each => (string)each.Key, each => (string)each.Value!);
        variables["MSBUILDDISABLENODEREUSE"] = variables["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        await using var dotnet = NativeProcess.Start("dotnet", words, variables, folder);
        await dotnet.WaitAsync(Cancel);
        dotnet.ExitCode.ShouldBe(0, dotnet.Stdout + dotnet.Stderr);
        return dotnet.Stdout;
    }

    private static JsonNode Claims(string token) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!;

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp { get; }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Id { get; }

    [GeneratedRegex(@"await (session\..*);")]
    private static partial Regex Statement { get; }

    [GeneratedRegex("enter the code ([A-Z0-9]+) ")]
    private static partial Regex UserCode { get; }
}
