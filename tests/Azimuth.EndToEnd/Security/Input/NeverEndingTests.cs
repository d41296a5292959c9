using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Security.Input;

/// <summary>
/// Attack S15: a server that never ends, in the place of the authority or of ARM. Whatever it does, the command ends within
/// ten seconds, in 256 MiB, with a sentence; where the server is silent, its name is told after eight seconds and Ctrl-C ends it.
/// </summary>
public sealed partial class NeverEndingTests
{
    private const long MostMemory = 256L << 20;

    // Eight seconds of silence, and the time that a process needs to start and a test to notice.
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(16);

    [Theory]
    [InlineData(Attack.Endless)]
    [InlineData(Attack.Bomb)]
    [InlineData(Attack.Deep)]
    [InlineData(Attack.Silent)]
    [InlineData(Attack.Half)]
    [InlineData(Attack.Later)]
    [InlineData(Attack.Headers)]
    public Task The_authority_does_it(Attack attack) => MeetAsync(
        attack, "active_directory", "account get-access-token --resource https://vault.azure.net", "login --use-device-code",
        "account list --refresh");

    [Theory]
    [InlineData(Attack.Endless)]
    [InlineData(Attack.Bomb)]
    [InlineData(Attack.Deep)]
    [InlineData(Attack.Silent)]
    [InlineData(Attack.Half)]
    [InlineData(Attack.Later)]
    [InlineData(Attack.Headers)]
    public Task ARM_does_it(Attack attack) => MeetAsync(
        attack, "resource_manager", "rest -u /subscriptions", "account list-locations", "account status --online",
        "account list --refresh");

    [Theory]
    [InlineData(Attack.Circle)]
    [InlineData(Attack.Ladder)]
    public Task A_list_has_no_last_page(Attack attack) =>
        MeetAsync(attack, "resource_manager", "account list-locations", "account list --refresh");

    [Theory]
    [InlineData(Attack.Endless)]
    [InlineData(Attack.Bomb)]
    [InlineData(Attack.Deep)]
    [InlineData(Attack.Silent)]
    [InlineData(Attack.Half)]
    [InlineData(Attack.Later)]
    [InlineData(Attack.Circle)]
    [InlineData(Attack.Ladder)]
    public async Task ARM_does_it_to_somebody_who_signs_in(Attack attack)
    {
        await using var azure = await Sandbox.StartAsync();
        await using var peer = Start(attack);
        using var home = PointedAt(peer, azure.NewHome(), "resource_manager");
        string[] words = ["login", "--use-device-code"];
        await using var process = home.Az.Start(words);
        await azure.Control.ApproveDeviceCodeAsync(await home.Az.DeviceCodeAsync(process, words), Contoso.Ada);

        await (attack is Attack.Silent or Attack.Half ? ShouldWaitAsync(process) : ShouldEndAsync(home, process, words));
    }

    // It may still answer: who waits decides, and knows for whom.
    private static async Task ShouldWaitAsync(NativeProcess process)
    {
        await Waiting.UntilAsync(
            "the reason of the wait",
            () => Task.FromResult(
                process.Stderr.Contains(" has sent nothing for 8 seconds. Waiting for up to ", StringComparison.Ordinal) ? "told" : null),
            () => Task.FromResult(process.Stderr),
            MostTime);
        process.HasExited.ShouldBeFalse(process.Stderr);
        (await PeakAsync(process.Id)).ShouldBeLessThan(MostMemory);

        await process.InterruptAsync();
        await Waiting.ForAsync(
            "the end after Ctrl-C", process.WaitForExitAsync(CancellationToken.None), () => process.Stderr, TimeSpan.FromSeconds(5));
        process.Stderr.ShouldNotContain("bug in az");
    }

    // All at once: what takes time here is the patience of each.
    private static async Task MeetAsync(Attack attack, string endpoint, params string[] commands)
    {
        await using var azure = await Sandbox.StartAsync();
        await using var peer = Start(attack);
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        PointedAt(peer, home, endpoint);

        await Task.WhenAll(commands.Select(command => MeetAsync(attack, home, command)));
    }

    private static async Task MeetAsync(Attack attack, Home home, string command)
    {
        var words = CommandWords.Split(command);
        await using var process = home.Az.Start(words);

        if (attack is Attack.Silent or Attack.Half)
        {
            await ShouldWaitAsync(process);
            return;
        }

        var result = await ShouldEndAsync(home, process, words);

        // A refresh that fails leaves what was there, with a warning; everything else has failed.
        if (!command.EndsWith("--refresh", StringComparison.Ordinal))
        {
            result.ShouldExit(1).Stdout.ShouldBeEmpty();
            result.Stderr.Split("ERROR: ").Length.ShouldBe(2, result.Story);
        }
    }

    private static Home PointedAt(TlsServer peer, Home home, string endpoint)
    {
        home.Variables["REQUESTS_CA_BUNDLE"] = peer.CaFile;
        home.Put(
            "clouds.config",
            Regex.Replace(home["clouds.config"], $"(?m)^endpoint_{endpoint} = .*$", $"endpoint_{endpoint} = {peer.Origin}"));
        home.ForgetAuthorities();
        return home;
    }

    private static async Task<AzResult> ShouldEndAsync(Home home, NativeProcess process, string[] words)
    {
        var started = Stopwatch.GetTimestamp();
        long memory = 0;
        while (!process.HasExited && Stopwatch.GetElapsedTime(started) < MostTime)
        {
            memory = Math.Max(memory, await PeakAsync(process.Id));
            await Task.WhenAny(process.WaitForExitAsync(CancellationToken.None), Task.Delay(5));
        }

        var took = Stopwatch.GetElapsedTime(started);
        var result = await home.Az.EndAsync(process, words, TimeSpan.FromSeconds(1));
        took.ShouldBeLessThan(MostTime, result.Story);
        memory.ShouldBeLessThan(MostMemory, result.Story);
        result.Stderr.ShouldNotContain("bug in az");
        result.Stderr.ShouldMatch("(ERROR|WARNING): ");
        return result;
    }

    private static async Task<long> PeakAsync(int process)
    {
        try
        {
            return long.Parse(Peak.Match(await File.ReadAllTextAsync($"/proc/{process}/status")).Groups[1].Value, null) << 10;
        }
        catch (Exception ended) when (ended is IOException or FormatException)
        {
            return 0;
        }
    }

    private static TlsServer Start(Attack attack) => TlsServer.Start(async (request, stream, cancel) =>
    {
        const string Chunked = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n";
        switch (attack)
        {
            case Attack.Endless:
                await WriteAsync(stream, $"{Chunked}\r\nA\r\n{{\"value\":[\r\n", cancel);
                await ForeverAsync(stream, $"10000\r\n{new string(' ', 0xFFFE)}1,\r\n", cancel);
                break;
            case Attack.Bomb:
                await WriteAsync(stream, $"{Chunked}Content-Encoding: gzip\r\n\r\n", cancel);
                var bomb = Bomb();
                await WriteAsync(stream, $"{bomb.Length:X}\r\n", cancel);
                await stream.WriteAsync(bomb, cancel);
                await WriteAsync(stream, "\r\n0\r\n\r\n", cancel);
                break;
            case Attack.Deep:
                await WriteAsync(
                    stream, TlsServer.Text("200 OK", $"{{\"value\":{new string('[', 500_000)}{new string(']', 500_000)}}}"), cancel);
                break;
            case Attack.Silent:
                await Task.Delay(Timeout.Infinite, cancel);
                break;
            case Attack.Half:
                await WriteAsync(
                    stream, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"value\":[", cancel);
                await Task.Delay(Timeout.Infinite, cancel);
                break;
            case Attack.Later:
                await WriteAsync(
                    stream,
                    TlsServer.Text(
                        "429 Too Many Requests",
                        "{\"error\":{\"code\":\"TooManyRequests\",\"message\":\"Later.\"}}",
                        headers: "Retry-After: 99999999\r\n"),
                    cancel);
                break;
            case Attack.Headers:
                await WriteAsync(stream, "HTTP/1.1 200 OK\r\n", cancel);
                await ForeverAsync(stream, "X-Another: one\r\n", cancel);
                break;
            case Attack.Circle:
                await WriteAsync(stream, TlsServer.Text("200 OK", $"{{\"value\":[],\"nextLink\":\"{request.Target}\"}}"), cancel);
                break;
            case Attack.Ladder:
                await WriteAsync(stream, TlsServer.Text("200 OK", $"{{\"value\":[],\"nextLink\":\"{request.Target}1\"}}"), cancel);
                break;
            default:
                throw new UnreachableException();
        }
    });

    private static async Task ForeverAsync(Stream stream, string text, CancellationToken cancel)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        while (!cancel.IsCancellationRequested)
        {
            await stream.WriteAsync(bytes, cancel);
        }
    }

    private static ValueTask WriteAsync(Stream stream, string text, CancellationToken cancel) =>
        stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);

    // One megabyte that becomes a gigabyte.
    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            var block = new byte[1 << 20];
            block.AsSpan().Fill((byte)'a');
            gzip.Write("{\"value\":\""u8);
            for (var i = 0; i < 1024; i++)
            {
                gzip.Write(block);
            }
        }

        return packed.ToArray();
    }

    [GeneratedRegex(@"VmHWM:\s+(\d+) kB")]
    private static partial Regex Peak { get; }

    /// <summary>What it does instead of answering.</summary>
    public enum Attack
    {
        /// <summary>JSON without an end.</summary>
        Endless,

        /// <summary>Gzip that becomes a thousand times longer.</summary>
        Bomb,

        /// <summary>Half a million brackets.</summary>
        Deep,

        /// <summary>Nothing.</summary>
        Silent,

        /// <summary>Half an answer, then nothing.</summary>
        Half,

        /// <summary>429, to come back in three years.</summary>
        Later,

        /// <summary>Headers without an end.</summary>
        Headers,

        /// <summary>A next page that is this one.</summary>
        Circle,

        /// <summary>A next page each time.</summary>
        Ladder,
    }
}
