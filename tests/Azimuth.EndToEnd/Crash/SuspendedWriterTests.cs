using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Crash;

/// <summary>
/// Attack T1: the Azure CLI truncates a file and then writes it, without a lock, and may be suspended in between. Nobody takes the file
/// from under it.
/// </summary>
public sealed class SuspendedWriterTests : IDisposable
{
    private readonly Home _home = new Home().WithFixture("user");

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("account show")]
    [InlineData("account list")]
    [InlineData("account get-access-token")]
    public async Task Who_reads_meanwhile_finds_nobody_signed_in_and_leaves_the_file_to_its_writer(string command)
    {
        await using var python = await TruncateAsync("azureProfile.json");

        var read = await _home.Az.RunAsync(command);
        await python.WriteAsync("\n");
        await python.WaitAsync(TestContext.Current.CancellationToken);

        read.Stderr.ShouldContain("az login");
        (await _home.Az.RunAsync("account show")).ShouldSucceed().Text("user.name").ShouldBe("ada@contoso.onmicrosoft.com");
    }

    [Theory]
    [InlineData("azureProfile.json", "account show --query environmentName -o tsv", "AzureCloud\n", "open")]
    [InlineData("config", "cloud show --query name -o tsv", "AzureChinaCloud\n", "open")]
    [InlineData("azureProfile.json", "account show --query environmentName -o tsv", "AzureCloud\n", "F_SETLEASE")]
    [InlineData("config", "cloud show --query name -o tsv", "AzureChinaCloud\n", "F_SETLEASE")]
    public async Task Who_reads_meanwhile_finds_what_is_written_soon(string file, string command, string found, string when)
    {
        if (file == "config")
        {
            _home.Put("config", "[cloud]\nname = AzureChinaCloud\n");
        }

        await using var python = await TruncateAsync(file);
        await using var az = Trace(file, command);
        await SeenAsync(az, when); // the lease is asked for after a second
        await python.WriteAsync("\n");

        await az.WaitAsync(TestContext.Current.CancellationToken);
        az.ExitCode.ShouldBe(0, az.Stderr);
        az.Stdout.ShouldBe(found);
    }

    [Fact]
    public async Task Who_writes_waits_for_it_and_both_changes_are_kept()
    {
        _home.Put("config", "[core]\noutput = table\n");
        await using var python = await TruncateAsync("config");
        File.SetLastWriteTimeUtc(Path.Combine(_home.Config, "config"), DateTime.UnixEpoch.AddYears(50)); // suspended for long

        await using var az = Trace("config", "config set core.no_color=true");
        await SeenAsync(az, "F_SETLEASE");
        az.HasExited.ShouldBeFalse("the file is another's to write");
        await python.WriteAsync("\n");
        await az.WaitAsync(TestContext.Current.CancellationToken);

        az.ExitCode.ShouldBe(0, az.Stderr);
        _home["config"].ShouldContain("output = table");
        _home["config"].ShouldContain("no_color = true");
        Directory.Exists(Path.Combine(_home.Config, "azimuth", "aside")).ShouldBeFalse();
    }

    private string Log => Path.Combine(_home.Root, "calls");

    private NativeProcess Trace(string file, string line) => NativeProcess.Start(
        "/usr/bin/strace",
        [
            "-f", "-qq", "-o", Log, "-P", Path.Combine(_home.Config, file), "-e", "trace=open,openat,fcntl", Places.Az,
            .. CommandWords.Split(line)
        ],
        _home.Variables,
        _home.WorkingFolder);

    private Task<string> SeenAsync(NativeProcess az, string call) => Waiting.UntilAsync(
        call,
        async () => az.HasExited || (File.Exists(Log) && (await File.ReadAllTextAsync(Log)).Contains(call, StringComparison.Ordinal))
            ? ""
            : null,
        () => Task.FromResult(az.Stderr));

    /// <summary>As <c>open(file, 'w')</c> does it; what it held is written when a line comes.</summary>
    private async Task<NativeProcess> TruncateAsync(string file)
    {
        var path = Path.Combine(_home.Config, file);
        var writer = NativeProcess.Start(
            "/bin/sh",
            ["-c", $"cp \"$0\" '{_home.Root}/held' && exec 9>\"$0\" && echo truncated && read -r _; cat '{_home.Root}/held' >&9", path],
            new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
            _home.WorkingFolder,
            keepInput: true);
        await Waiting.UntilAsync(
            "the file to be truncated",
            () => Task.FromResult(writer.Stdout.Contains("truncated", StringComparison.Ordinal) ? "" : null),
            () => Task.FromResult(writer.Stderr));
        return writer;
    }
}
