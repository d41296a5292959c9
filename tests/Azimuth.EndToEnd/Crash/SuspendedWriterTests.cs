using Azimuth.Harness;

namespace Azimuth.EndToEnd.Crash;

/// <summary>TRUST T1: the Azure CLI truncates a file and then writes it, without a lock, and may be suspended in between. Nobody takes the file from under it.</summary>
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

    [Fact]
    public async Task Who_reads_within_a_second_finds_what_was_written()
    {
        await using var python = await TruncateAsync("azureProfile.json", "sleep 0.3");

        (await _home.Az.RunAsync("account show")).ShouldSucceed();
    }

    [Fact]
    public async Task A_configuration_that_is_just_written_is_not_taken_for_none()
    {
        _home.Put("config", "[cloud]\nname = AzureChinaCloud\n");
        await using var python = await TruncateAsync("config", "sleep 0.3");

        (await _home.Az.RunAsync("cloud show --query name -o tsv")).ShouldSucceed().Stdout.ShouldBe("AzureChinaCloud\n");
    }

    [Fact]
    public async Task Who_writes_waits_for_it_and_both_changes_are_kept()
    {
        _home.Put("config", "[core]\noutput = table\n");
        await using var python = await TruncateAsync("config");

        await using var az = _home.Az.Start(["config", "set", "core.no_color=true"]);
        var lockFile = Path.Combine(_home.Config, "azimuth", "locks", "config");
        await Waiting.UntilAsync("az to hold the lock", () => Task.FromResult(File.Exists(lockFile) ? "" : null), () => Task.FromResult(az.Stderr));
        File.SetLastWriteTimeUtc(Path.Combine(_home.Config, "config"), DateTime.UnixEpoch.AddYears(50)); // suspended for long
        await python.WriteAsync("\n");
        (await _home.Az.EndAsync(az, ["config", "set"])).ShouldSucceed().Stderr.ShouldBeEmpty();

        _home["config"].ShouldContain("output = table");
        _home["config"].ShouldContain("no_color = true");
        Directory.Exists(Path.Combine(_home.Config, "azimuth", "aside")).ShouldBeFalse();
    }

    /// <summary>As <c>open(file, 'w')</c> does it; what it held is written when a line comes, or after <paramref name="pause"/>.</summary>
    private async Task<NativeProcess> TruncateAsync(string file, string pause = "read -r _")
    {
        var path = Path.Combine(_home.Config, file);
        var writer = NativeProcess.Start(
            "/bin/sh",
            ["-c", $"cp \"$0\" '{_home.Root}/held' && exec 9>\"$0\" && echo truncated && {pause}; cat '{_home.Root}/held' >&9", path],
            new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
            _home.WorkingFolder,
            keepInput: true);
        await Waiting.UntilAsync("the file to be truncated", () => Task.FromResult(writer.Stdout.Contains("truncated", StringComparison.Ordinal) ? "" : null), () => Task.FromResult(writer.Stderr));
        return writer;
    }
}
