using System.Diagnostics;
using System.Text.Json;
using Azimuth.Configuration.Ini;

namespace Azimuth.Tests.Configuration;

/// <summary>INI as Python's <c>configparser</c> reads and writes it, with the interpolation that knack leaves on.</summary>
public sealed class ConfigParserTests : IDisposable
{
    // Prints each option's value, or null where Python refuses it.
    private const string Script = """
        import configparser, json, sys
        config = configparser.ConfigParser()
        config.read(sys.argv[1], encoding='utf-8')
        def value(name):
            try:
                return config.get('a', name)
            except configparser.Error:
                return None
        print(json.dumps({name: value(name) for name in config.options('a')}))
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_configparser_reads_we_read_and_what_it_refuses_is_taken_as_it_stands()
    {
        var random = new Random(7);
        string[] parts = ["%", "%%", "%(v1)s", "%(V2)s", "%(d)s", "%(none)s", "%(v3", ")s", "a", "20", " b"];
        var raw = Enumerable.Range(0, 400)
            .ToDictionary(
                number => $"v{number}",
                number => string.Concat(Enumerable.Range(0, 1 + (number % 5)).Select(_ => parts[random.Next(parts.Length)])).Trim());
        var text = $"[DEFAULT]\nd = 1%%\n[a]\n{string.Concat(raw.Select(each => $"{each.Key} = {each.Value}\n"))}";

        var theirs = await PythonAsync(text);

        var document = IniDocument.Parse(text);
        theirs.Count(each => each.Value is null).ShouldBeInRange(50, 350, "both kinds are met");
        foreach (var (name, value) in theirs)
        {
            document.Get("a", name).ShouldBe(value ?? raw[name], $"{name} = {raw.GetValueOrDefault(name)}");
        }
    }

    [Fact]
    public async Task What_we_write_configparser_reads()
    {
        string[] values = ["50%", "%", "%%", "https://g.test/a%20b", "%(v0)s", "%(none)s", "a%%b%", "%s", "100 % (sure)"];
        var text = "[a]\nold = 1\n";
        for (var at = 0; at < values.Length; at++)
        {
            text = IniDocument.Parse(text).With("a", $"v{at}", values[at]);
        }

        (await PythonAsync(text)).Where(each => each.Key != "old").Select(each => each.Value).ShouldBe(values);
    }

    private async Task<IReadOnlyDictionary<string, string?>> PythonAsync(string text)
    {
        await File.WriteAllTextAsync(_folder["file"], text, TestContext.Current.CancellationToken);
        using var python = Process.Start(
            new ProcessStartInfo("python3", ["-c", Script, _folder["file"]]) { RedirectStandardOutput = true })!;
        var output = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await python.WaitForExitAsync(TestContext.Current.CancellationToken);
        return JsonSerializer.Deserialize<Dictionary<string, string?>>(output)!;
    }
}
