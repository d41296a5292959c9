using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Tokens;

/// <summary>Attack S10: four processes, two of ours and two of msal_extensions, write one token cache at once.</summary>
public sealed class ManyWritersTests : IDisposable
{
    private static readonly int Changes = Thoroughness.Of(1000);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);
    private readonly Home _home = new();

    [Fact]
    public async Task Four_processes_with_many_changes_each_lose_none_and_a_reader_sees_the_file_whole_at_every_moment()
    {
        var cache = Path.Combine(_home.Config, "msal_token_cache.json");
        await using var reader = Writer(["watch", _home.Config], keepInput: true);

        await using var ours = Writer(["add", _home.Config, "ours-0", $"{Changes}"]);
        await using var ourOther = Writer(["add", _home.Config, "ours-1", $"{Changes}"]);
        await using var theirs = Python(cache, "python-0");
        await using var theirOther = Python(cache, "python-1");

        await Task.WhenAll(EndAsync(ours), EndAsync(ourOther), EndAsync(theirs), EndAsync(theirOther));
        reader.CloseInput();
        var looks = await EndAsync(reader);

        var users = JsonNode.Parse(_home["msal_token_cache.json"])!["Account"]!
            .AsObject()
            .Select(each => each.Value!["username"]!.ToString());
        string[] expected = [
            .. from writer in (string[])[
                "ours-0", "ours-1", "python-0", "python-1"
            ] from number in Enumerable.Range(0, Changes) select $"{writer}-{number}"
        ];
        users.Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal));
        int.Parse(looks).ShouldBeGreaterThan(100, "the reader was at it all the time");
    }

    public void Dispose() => _home.Dispose();

    private NativeProcess Writer(string[] words, bool keepInput = false)
    {
        var program = AppContext.BaseDirectory.Replace("Azimuth.EndToEnd", "Azimuth.CacheWriter", StringComparison.Ordinal);
        var variables = new Dictionary<string, string>
        {
            ["PATH"] = "/usr/bin:/bin",
            ["HOME"] = _home.Folder,
            ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
        };
        return NativeProcess.Start(
            Path.Combine(program, "Azimuth.CacheWriter"), words, variables, _home.WorkingFolder, keepInput: keepInput);
    }

    // Debian's own interpreter: it has msal_extensions.
    private NativeProcess Python(string cache, string name) => NativeProcess.Start(
        "/usr/bin/python3", [Script(), cache, name, $"{Changes}"],
        new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["HOME"] = _home.Folder }, _home.WorkingFolder);

    private static async Task<string> EndAsync(NativeProcess process)
    {
        using var late = new CancellationTokenSource(Patience);
        await process.WaitAsync(late.Token);
        process.ExitCode.ShouldBe(0, process.Stderr);
        return process.Stdout;
    }

    private static string Script([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "msal_writer.py");
}
