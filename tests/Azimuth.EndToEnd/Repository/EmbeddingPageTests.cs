using System.Text.RegularExpressions;
using Azimuth.Harness;

namespace Azimuth.EndToEnd.Repository;

/// <summary>docs/embedding.md: its program, compiled against the package as a stranger gets it, signs in to the sandbox.</summary>
public sealed partial class EmbeddingPageTests
{
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
        var program = await CompileAsync(home.Root);

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

    private static string Program { get; } = CSharp.Match(
        File.ReadAllText(Path.Combine(Places.Repository, "docs", "embedding.md"))).Groups[1].Value;

    private static string ClientId { get; } = Id.Match(Program).Value;

    // Without a network: the package is new, and what it depends on is where restore has put it for the library itself.
    private static async Task<string> CompileAsync(string root)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "embedding")).FullName;
        await DotnetAsync(folder, "pack", Library, "-c", "Debug", "--no-build", "--no-restore", "-o", folder);
        var version = Path.GetFileNameWithoutExtension(Directory.GetFiles(folder, "*.nupkg").ShouldHaveSingleItem())["Azimuth.".Length..];
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
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

    private static async Task DotnetAsync(string folder, params string[] words)
    {
        var variables = Environment.GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(each => (string)each.Key, each => (string)each.Value!);
        variables["MSBUILDDISABLENODEREUSE"] = variables["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        await using var dotnet = NativeProcess.Start("dotnet", words, variables, folder);
        await dotnet.WaitAsync(Cancel);
        dotnet.ExitCode.ShouldBe(0, dotnet.Stdout + dotnet.Stderr);
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp { get; }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Id { get; }

    [GeneratedRegex("enter the code ([A-Z0-9]+) ")]
    private static partial Regex UserCode { get; }
}
