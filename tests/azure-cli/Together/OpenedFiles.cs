using System.Diagnostics;
using System.Text.Json.Nodes;
using Azimuth.Configuration.Ini;
using Azimuth.Harness;

namespace Azimuth.AzureCli.Together;

/// <summary>Which files of a config folder the real Azure CLI opens, when, how, and what stood in them: server.py writes it down.</summary>
internal sealed class OpenedFiles(Home home)
{
    /// <summary>How long the real one may leave a file empty or half after it opened it for writing: it waits for its turn.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(10);

    private static readonly string[] Files = ["azureProfile.json", "config", "clouds.config", "msal_token_cache.json"];

    /// <summary>Where it is written down.</summary>
    public string Log { get; } = Path.Combine(home.Root, "opened");

    /// <summary>At least one file was opened for writing.</summary>
    public void CheckCount() => Entries().ShouldContain(one => one.Writes);

    /// <summary>
    /// A setting that ours has just written stands in the file, unless a process of the real one that had read the file without it
    /// wrote afterwards.
    /// </summary>
    public void CheckKept(string section, string name, string value, long since)
    {
        if (IniDocument.Parse(home["config"]).Get(section, name) == value)
        {
            return;
        }

        var entries = Entries().Where(one => one.File == "config").ToArray();
        entries.ShouldContain(
            write => write.Writes && write.At > since && entries.Any(read =>
                read.Process == write.Process && read.At <= write.At && IniDocument.Parse(read.Text ?? "").Get(section, name) != value),
            $"{section}.{name} = {value} is lost, and nobody overwrote it.\n{home["config"]}");
    }

    /// <summary>No file is missing at any moment; empty or half only while the real one writes it.</summary>
    public async Task WatchAsync(CancellationToken over)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!over.IsCancellationRequested)
        {
            foreach (var file in Files)
            {
                if (!IsWhole(home[file], file))
                {
                    var now = Stopwatch.GetTimestamp();
                    Entries().ShouldContain(
                        one => one.Writes && one.File == file && Stopwatch.GetElapsedTime(one.At, now) < Turn,
                            $"{file} is empty or half, and not by the real one.");
                }
            }

            await pause.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static bool IsWhole(string text, string file)
    {
        if (!file.EndsWith(".json", StringComparison.Ordinal))
        {
            return text.Length > 0 && text.EndsWith('\n') && IniDocument.Parse(text).Problem is null;
        }

        try
        {
            return JsonNode.Parse(text) is not null;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }

    private Opened[] Entries() => !File.Exists(Log) ? [] : Lines().Select(line => JsonNode.Parse(line)!)
        .Select(one => new Opened(
            one["pid"]!.GetValue<int>(), one["at"]!.GetValue<long>(), one["file"]!.ToString(), one["writes"]!.GetValue<bool>(),
                one["text"]?.ToString()))
        .ToArray();

    // The last one may be in the making.
    private string[] Lines()
    {
        using var file = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed record Opened(int Process, long At, string File, bool Writes, string? Text);
}
