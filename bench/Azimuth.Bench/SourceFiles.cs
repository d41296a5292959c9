using System.Text.RegularExpressions;
using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.Bench;

/// <summary>
/// How many of our source files a command goes through: a build for the JIT lists each method that it compiles, and a method's type
/// names its file. Counts of one kind of build compare with each other only.
/// </summary>
internal sealed partial class SourceFiles
{
    private static readonly string Source = Path.Combine(Places.Repository, "src");

    // The files of each top-level type, by its full name; a partial type has several.
    private readonly ILookup<string, string> _files = Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
        .SelectMany(file => TypesIn(File.ReadAllText(file)).Select(type => (Type: type, File: Path.GetRelativePath(Source, file))))
        .ToLookup(each => each.Type, each => each.File);

    /// <summary>Prints a row for each command, and one for the whole of <c>src/</c>.</summary>
    public static async Task MeasureAsync()
    {
        var counts = new SourceFiles();
        await using var azure = await Sandbox.StartAsync(Scenario.Contoso);
        using var home = azure.NewHome();
        home.Variables["DOTNET_JitDisasmSummary"] = "1";
        home.Variables["DOTNET_TieredCompilation"] = "0";
        home.Variables["DOTNET_ReadyToRun"] = "0";
        home.Variables["PATH"] = "/usr/bin:/bin"; // the browser's script wants a shell
        using var browser = new Browser(home);

        await counts.CountAsync("browser sign-in", home, async () =>
        {
            string[] words = ["login", "-o", "none"];
            await using var login = home.Az.Start(words);
            await browser.SignInAsync(Contoso.Ada);
            (await home.Az.EndAsync(login, words)).ShouldSucceed();
        });
        await counts.CountAsync("refresh", home, () => RunAsync(home, "account get-access-token --resource https://vault.azure.net"));
        await counts.CountAsync("cached token", home, () => RunAsync(home, "account get-access-token"));
        await counts.CountAsync("account show", home, () => RunAsync(home, "account show"));
        await counts.CountAsync("rest", home, () => RunAsync(home, "rest --url /subscriptions?api-version=2022-12-01"));

        var all = counts._files.SelectMany(each => each).Distinct().ToArray();
        var lines = all.Select(file => File.ReadAllLines(Path.Combine(Source, file))).ToArray();
        Console.WriteLine(
            $"src: {all.Length} files, {lines.Sum(file => file.Length)} "
                + $"lines, {lines.Sum(file => file.Count(line => line.Length > 140))} of them over 140 columns; longest "
                + $"file {lines.Max(file => file.Length)}");
    }

    private static async Task RunAsync(Home home, string line) => (await home.Az.RunAsync(line)).ShouldSucceed();

    private async Task CountAsync(string what, Home home, Func<Task> run)
    {
        var list = Path.Combine(home.Root, "jit.txt");
        home.Variables["DOTNET_JitStdOutFile"] = list;
        await run();

        string[] types = [
            .. File.ReadLines(list)
                .Select(line => Method.Match(line))
                .Where(method => method.Success)
                .Select(method => method.Groups[1].Value)
        ];
        var files = types.SelectMany(type => _files[type]).Distinct().ToArray();
        var lines = files.Sum(file => File.ReadLines(Path.Combine(Source, file)).Count());
        Console.WriteLine($"{what}: {files.Length} files, {lines} lines in them, {types.Count(_files.Contains)} methods");
        File.Delete(list);
    }

    private static IEnumerable<string> TypesIn(string text)
    {
        var space = Namespace.Match(text) is { Success: true } found ? $"{found.Groups[1].Value}." : "";
        return Type.Matches(text).Select(type => space + type.Groups[1].Value);
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace { get; }

    [GeneratedRegex(
        @"^(?:(?:public|internal|private|file|sealed|static|abstract|readonly|partial|ref|unsafe) )*"
            + @"(?:class|record struct|record|struct|interface|enum) (\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Type { get; }

    [GeneratedRegex(@"^\s*\d+: JIT compiled (?:\(dynamicClass\):)?([^:\[(+`]+)")]
    private static partial Regex Method { get; }
}
