using System.Globalization;
using System.Text;
using Azimuth.Cli.Parsing;
using Azimuth.Configuration;

namespace Azimuth.Fuzz.OddValues;

/// <summary>
/// Whatever stands where a value belongs: never a defect of az, never a stack, never a wait, and no secret is shown. Each run
/// tries one of <see cref="Parts"/> parts of all pairs, tomorrow's another; all of them with <c>AZIMUTH_ODD_VALUES=all</c>.
/// </summary>
[Collection("the working folder is the process's")]
public sealed class OddValueTests : IDisposable
{
    private const int Parts = 4;
    private static readonly bool All = Environment.GetEnvironmentVariable("AZIMUTH_ODD_VALUES") == "all";
    private static readonly int Part = DateTime.UtcNow.DayOfYear;

    // One line for each kind of command that reads variables and settings.
    private static readonly string[] Lines =
    [
        "account get-access-token", "account get-access-token --resource https://other.test", "account list --refresh", "account status", "login", "login --no-browser", "login --identity",
        "login --service-principal", "login -u ada@contoso.onmicrosoft.com -p Not-a-password-1", "rest --url http://127.0.0.1:1/x", "rest --url /subscriptions", "cloud list", "config get", "doctor", "version",
        "sandbox status", "sandbox start", "vm list", "completion bash", "configure --list-defaults", "logout",
    ];

    private static readonly string[] Variables =
    [
        "ACC_CLOUD", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_URL", "ALL_PROXY", "APPDATA", "ARM_CLOUD_METADATA_URL", "AZIMUTH_BIN", "AZIMUTH_HANDOVER_DEPTH", "AZIMUTH_HANDOVER_TRIED",
        "AZIMUTH_SANDBOX_STATE", "AZUREPS_HOST_ENVIRONMENT", "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID", "AZURE_AUTHORITY_HOST", "AZURE_CLIENT_CERTIFICATE_PASSWORD", "AZURE_CLIENT_CERTIFICATE_PATH",
        "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", "AZURE_CLI_DISABLE_CONNECTION_VERIFICATION", "AZURE_CLOUD_NAME", "AZURE_CONFIG_DIR", "AZURE_CONTEXT", "AZURE_CORE_INSTANCE_DISCOVERY", "AZURE_CORE_ONLY_SHOW_ERRORS",
        "AZURE_CORE_OUTPUT", "AZURE_DEFAULTS_GROUP", "AZURE_DEFAULTS_SUBSCRIPTION", "AZURE_EXTENSION_DIR", "AZURE_FEDERATED_TOKEN_FILE", "AZURE_HTTP_USER_AGENT", "AZURE_IDENTITY_DISABLE_CP1",
        "AZURE_POD_IDENTITY_AUTHORITY_HOST", "AZURE_TENANT_ID", "BROWSER", "CI", "CODESPACES", "COLUMNS", "COPILOT_AGENT_SESSION_ID", "CURL_CA_BUNDLE", "DBUS_SESSION_BUS_ADDRESS",
        "DEFAULT_IDENTITY_CLIENT_ID", "DISPLAY", "HOME", "HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy", "IDENTITY_ENDPOINT", "IDENTITY_HEADER", "IDENTITY_SERVER_THUMBPRINT", "IMDS_ENDPOINT", "LANG",
        "LC_ALL", "LC_CTYPE", "MSI_ENDPOINT", "MSI_SECRET", "NO_COLOR", "NO_PROXY", "no_proxy", "PATH", "REQUESTS_CA_BUNDLE", "SSH_CONNECTION", "SSL_CERT_DIR", "SSL_CERT_FILE", "SYSTEM_ACCESSTOKEN",
        "SYSTEM_OIDCREQUESTURI", "TERM", "TF_BUILD", "TZ", "USER", "WT_SESSION", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR",
    ];

    private readonly OddHome _home = new();
    private readonly Dictionary<string, (int Times, string First)> _problems = [];

    public void Dispose() => _home.Dispose();

    [Fact]
    public void In_every_option_of_every_command()
    {
        var places = OddCommands.Places.ToList();
        places.Count.ShouldBeGreaterThan(80);

        foreach (var (place, value) in Pairs(places, OddValue.Texts))
        {
            _home.Restore();
            Judge($"{place}", OddRun.InProcess(place.With(value), _home.Variables()), place.Hidden(value));
        }

        Conclude();
    }

    [Fact]
    public void In_the_file_that_an_option_names()
    {
        var places = OddCommands.Places
            .Where(place => place.Option is not { Kind: ValueKind.Choice })
            .Select(place => (place, word: place.Option is { Kind: ValueKind.SecretFile or ValueKind.File } or { Names: ["--cloud-config", ..] } ? "odd" : "@odd")).ToList();

        foreach (var (place, content) in Pairs([.. places, .. places.Where((_, number) => number % 4 == 0).Select(each => (each.place, word: "@-"))], OddValue.Contents, parts: Parts * 4))
        {
            _home.Restore();
            File.WriteAllBytes(Path.Combine(_home.Folder, "odd"), content);
            Judge($"{place.place} {place.word}", OddRun.InProcess(place.place.With(place.word), _home.Variables(), input: content), Secret(place.place, content));
        }

        Conclude();
    }

    [Fact]
    public void On_standard_input()
    {
        foreach (var (line, content) in Pairs(["login -u ada@contoso.onmicrosoft.com -p -", "login --no-browser", "login --service-principal -u x -t contoso.onmicrosoft.com -p -", "rest --url http://127.0.0.1:1/x -m put --body @-"], OddValue.Contents))
        {
            _home.Restore();
            Judge(line, OddRun.InProcess(line.Split(' '), _home.Variables(), input: content), Text(content));
        }

        Conclude();
    }

    [Fact]
    public void In_every_variable()
    {
        var places = Variables.SelectMany(variable => Lines, (variable, line) => (variable, line)).ToList();

        foreach (var (place, value) in Pairs(places, [.. OddValue.Texts.Where(text => !text.Contains('\0')).Select(WholeCharacters.Of).Distinct()], parts: Parts * 16))
        {
            _home.Restore();
            var variables = _home.Variables();
            if (place.line == "login --service-principal")
            {
                (variables["AZURE_CLIENT_ID"], variables["AZURE_TENANT_ID"]) = ("11111111-1111-1111-1111-000000000001", "11111111-1111-1111-1111-000000000001");
            }

            variables[place.variable] = value;
            Judge($"{place.variable}, {place.line}", OddRun.InProcess(place.line.Split(' '), variables), IsSecret(place.variable) ? value : null);
        }

        Conclude();
    }

    [Fact]
    public void In_every_setting()
    {
        string[] keys = [.. KnownSettings.All.Select(setting => setting.Key), "core.instance_discovery", "defaults.group", "defaults.subscription", "logging.enable_log_file", "a.b"];
        var places = keys.SelectMany(key => Lines, (key, line) => (key, line)).ToList();

        foreach (var (place, content) in Pairs(places, OddValue.Contents, parts: Parts * 8))
        {
            byte[] file = [.. Encoding.UTF8.GetBytes($"[{place.key.Split('.')[0]}]\n{place.key.Split('.')[1]} = "), .. content, (byte)'\n'];
            _home.Restore("config", file);
            Judge($"{place.key}, {place.line}", OddRun.InProcess(place.line.Split(' '), _home.Variables()));
        }

        Conclude();
    }

    [Fact]
    public void As_every_file_of_the_folder()
    {
        string[] files = ["config", "clouds.config", "azureProfile.json", "msal_token_cache.json", "service_principal_entries.json"];
        var places = files.SelectMany(file => Lines, (file, line) => (file, line)).ToList();

        foreach (var (place, content) in Pairs(places, OddValue.Contents, parts: Parts * 2))
        {
            _home.Restore(place.file, content);
            Judge($"{place.file}, {place.line}", OddRun.InProcess(place.line.Split(' '), _home.Variables()));
        }

        Conclude();
    }

    // Each place meets each value on one of the days, and each day every place meets some of them.
    private static IEnumerable<(TPlace Place, TValue Value)> Pairs<TPlace, TValue>(IReadOnlyList<TPlace> places, IReadOnlyList<TValue> values, int parts = Parts)
    {
        for (var place = 0; place < places.Count; place++)
        {
            for (var value = 0; value < values.Count; value++)
            {
                if (All || (place + value) % parts == Part % parts)
                {
                    yield return (places[place], values[value]);
                }
            }
        }
    }

    private static bool IsSecret(string variable) => variable.EndsWith("SECRET", StringComparison.Ordinal) || variable.EndsWith("TOKEN", StringComparison.Ordinal) || variable.Contains("CERTIFICATE", StringComparison.Ordinal) || variable.EndsWith("_TOKEN_FILE", StringComparison.Ordinal);

    private static string? Secret(OddPlace place, byte[] content) =>
        place.Option is { Kind: ValueKind.Secret or ValueKind.SecretFile or ValueKind.Quiet } ? Text(content) : null;

    private static string Text(byte[] content) => content.Length < 10_000 ? Encoding.UTF8.GetString(content) : "";

    private void Judge(string place, OddRun run, string? secret = null)
    {
        if (run.Problem(secret) is { } problem)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{place}: {problem}");
            _problems[key] = _problems.TryGetValue(key, out var seen) ? (seen.Times + 1, seen.First) : (1, run.ToString());
        }
    }

    private void Conclude() => Assert.True(
        _problems.Count == 0,
        string.Join("\n", _problems.Select(each => $"{each.Key} ({each.Value.Times} times)\n  {each.Value.First}")));
}
