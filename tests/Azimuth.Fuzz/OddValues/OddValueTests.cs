using System.Text;
using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.Fuzz.OddValues;

/// <summary>
/// Whatever stands where a value belongs: never a bug in az, never a stack, never a wait, and no secret is shown. Within this
/// process, since there are many; <see cref="OddProcessTests"/> tries some of them with the program itself.
/// </summary>
[Collection("the working folder is the process's")]
public sealed class OddValueTests : IDisposable
{
    private const string Id = "11111111-1111-1111-1111-000000000001";

    private readonly OddHome _home = new();
    private readonly OddFindings _findings = new();

    public OddValueTests() => _home.Enter();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void In_every_option_of_every_command()
    {
        var places = OddCommands.Places.ToList();
        places.Count.ShouldBeGreaterThan(80);

        foreach (var (place, value) in OddGrid.Pairs(places, OddValue.Texts, parts: 8))
        {
            _home.Restore();
            _findings.Judge($"{place}", OddRun.InProcess(place.With(value), _home.Variables()), place.Hidden(value));
        }

        _findings.Conclude();
    }

    [Fact]
    public void In_the_file_that_an_option_names()
    {
        var places = OddCommands.Places
            .Where(place => place.Option is not { Kind: ValueKind.Choice })
            .Select(
                place => (
                    place,
                    word: place.Option is { Kind: ValueKind.SecretFile or ValueKind.File } or { Names: ["--cloud-config", ..] }
                        ? "odd"
                        : "@odd")).ToList();

        foreach (var (place, content) in OddGrid.Pairs(
            [.. places, .. places.Where((_, number) => number % 4 == 0).Select(each => (each.place, word: "@-"))],
            OddValue.Contents,
            parts: 24))
        {
            _home.Restore();
            File.WriteAllBytes(Path.Combine(_home.Folder, "odd"), content);
            _findings.Judge(
                $"{place.place} {place.word}",
                OddRun.InProcess(place.place.With(place.word), _home.Variables(), input: content),
                Secret(place.place, content));
        }

        _findings.Conclude();
    }

    [Fact]
    public void On_standard_input()
    {
        string[] lines = [
            "login -u ada@contoso.onmicrosoft.com -p -", "login --no-browser",
            "login --service-principal -u x -t contoso.onmicrosoft.com -p -",
            "rest --url http://127.0.0.1:1/x -m put --body @-"
        ];

        foreach (var (line, content) in OddGrid.Pairs(lines, OddValue.Contents, parts: 4))
        {
            _home.Restore();
            _findings.Judge(line, OddRun.InProcess(line.Split(' '), _home.Variables(), input: content), Text(content));
        }

        _findings.Conclude();
    }

    [Fact]
    public void In_every_variable()
    {
        var places = OddGrid.Variables.SelectMany(variable => OddGrid.Lines, (variable, line) => (variable, line))
            .Where(place => !OddGrid.LeadsOut(place.variable) || OddGrid.IsLocal(place.line)).ToList();

        foreach (var (place, value) in OddGrid.Pairs(places, OddGrid.ForVariables, parts: 128)
            .Where(pair => !_home.LeadsElsewhere(pair.Place.variable, pair.Value)))
        {
            _home.Restore();
            var variables = _home.Variables();
            if (place.line == "login --service-principal")
            {
                (variables["AZURE_CLIENT_ID"], variables["AZURE_TENANT_ID"]) = (Id, Id);
            }

            variables[place.variable] = value;
            _findings.Judge(
                $"{place.variable}, {place.line}",
                OddRun.InProcess(place.line.Split(' '), variables),
                OddGrid.IsSecret(place.variable) ? value : null);
        }

        _findings.Conclude();
    }

    [Fact]
    public void In_every_setting()
    {
        var places = OddGrid.Settings.SelectMany(key => OddGrid.Lines, (key, line) => (key, line)).ToList();

        foreach (var (place, content) in OddGrid.Pairs(places, OddValue.Contents, parts: 64))
        {
            byte[] file = [.. Encoding.UTF8.GetBytes($"[{place.key.Split('.')[0]}]\n{place.key.Split('.')[1]} = "), .. content, (byte)'\n'];
            _home.Restore("config", file);
            _findings.Judge($"{place.key}, {place.line}", OddRun.InProcess(place.line.Split(' '), _home.Variables()));
        }

        _findings.Conclude();
    }

    [Fact]
    public void As_every_file_of_the_folder()
    {
        string[] files = ["config", "clouds.config", "azureProfile.json", "msal_token_cache.json", "service_principal_entries.json"];
        var places = files.SelectMany(file => OddGrid.Lines, (file, line) => (file, line)).ToList();

        foreach (var (place, content) in OddGrid.Pairs(places, OddValue.Contents, parts: 16))
        {
            _home.Restore(place.file, content);
            _findings.Judge($"{place.file}, {place.line}", OddRun.InProcess(place.line.Split(' '), _home.Variables()));
        }

        _findings.Conclude();
    }

    private static string? Secret(OddPlace place, byte[] content) =>
        place.Option is { Kind: ValueKind.Secret or ValueKind.SecretFile or ValueKind.Quiet } ? Text(content) : null;

    private static string Text(byte[] content) => content.Length < 10_000 ? Encoding.UTF8.GetString(content) : "";
}
