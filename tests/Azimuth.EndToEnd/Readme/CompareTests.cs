using System.Xml.Linq;
using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Readme;

/// <summary><c>./demo --compare</c>: which program it compares with, and the recording that it draws.</summary>
public sealed class CompareTests : IDisposable
{
    private readonly Home _home = new();

    public CompareTests()
    {
        var tools = Directory.CreateDirectory(Path.Combine(_home.Root, "tools")).FullName; // no az beside them, as in /usr/bin
        foreach (var tool in (string[])["bash", "grep", "mktemp", "rm", "sh"])
        {
            File.CreateSymbolicLink(Path.Combine(tools, tool), Path.Combine("/usr/bin", tool));
        }

        _home.Variables["PATH"] = $"{_home.Programs}:{Path.Combine(_home.Root, "other")}:{tools}";
        File.CreateSymbolicLink(Path.Combine(_home.Programs, "az"), Places.Az);
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_Azure_CLI_is_the_first_az_on_PATH_that_is_not_Azimuth()
    {
        var other = Path.Combine(_home.Root, "other", "az");
        Places.WriteProgram(other, "#!/bin/sh\necho 'azure-cli                         2.91.0'\n");

        (await RunAsync(Script("azure-cli"))).ShouldSucceed().Stdout.ShouldBe($"{other}\n");
    }

    [Fact]
    public async Task Without_one_it_says_what_to_do() =>
        (await RunAsync(Script("azure-cli"))).ShouldExit(1).Stderr.ShouldBe(
            "No Azure CLI is on PATH. Install it, or run this command as root below tests/azure-cli/enter, which brings one.\n");

    [Fact]
    public async Task The_recording_shows_each_line_at_its_time_and_text_as_text()
    {
        var lines = Path.Combine(_home.Root, "lines");
        await File.WriteAllTextAsync(
            lines,
            "0\t300\t<a & b>\nend0\t1000\t1.0 s\ntoken0\t0\t2.9 ms\n1\t20000\t100\nend1\t30000\t30.0 s\ntoken1\t0\t410.0 ms\n",
            TestContext.Current.CancellationToken);

        var drawn = await RunAsync(
            "/usr/bin/awk",
            "-v", "first=Azimuth 0.1.0", "-v", "second=Azure CLI 2.91.0", "-v", "tenants=100", "-v", "delay=100",
            "-f", Script("recording.awk"), lines);

        var svg = XDocument.Parse(drawn.ShouldSucceed().Stdout);
        XNamespace space = "http://www.w3.org/2000/svg";
        svg.Root!.Element(space + "title")!.Value.ShouldBe(
            "az login with 100 tenants: Azimuth 0.1.0 in 1.0 s, Azure CLI 2.91.0 in 30.0 s");
        var texts = svg.Descendants(space + "text").DistinctBy(text => text.Value)
            .ToDictionary(text => text.Value, text => (string?)text.Attribute("style"));
        texts["<a & b>"].ShouldBe("animation-delay:0.15s"); // 30 s are played in 15
        texts["100"].ShouldBe("animation-delay:10.00s");
        texts.Keys.ShouldContain("Signed in after 30.0 s. Then a token from the cache: 410.0 ms.");
    }

    private static string Script(string name) => Path.Combine(Places.Repository, "bench", name);

    private async Task<AzResult> RunAsync(string program, params string[] words)
    {
        await using var process = NativeProcess.Start(program, words, _home.Variables, _home.WorkingFolder);
        return await _home.Az.EndAsync(process, words);
    }
}
