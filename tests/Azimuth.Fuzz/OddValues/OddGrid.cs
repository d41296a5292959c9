using Azimuth.Cli.Terminal.Text;
using Azimuth.Configuration;

namespace Azimuth.Fuzz.OddValues;

/// <summary>Where odd values are put, and which part of the grid of places and values is tried today.</summary>
internal static class OddGrid
{
    // Each day another part; all of them with AZIMUTH_ODD_VALUES=all.
    private static readonly int Day = DateTime.UtcNow.DayOfYear;

    /// <summary>Whether the whole grid is wanted.</summary>
    public static bool IsWhole { get; } = Environment.GetEnvironmentVariable("AZIMUTH_ODD_VALUES") == "all";

    /// <summary>One line for each kind of command that reads variables and settings.</summary>
    public static IReadOnlyList<string> Lines { get; } =
    [
        "account get-access-token", "account get-access-token --resource https://other.test", "account list --refresh", "account status",
        "login", "login --no-browser", "login --identity", "login --service-principal",
        "login -u ada@contoso.onmicrosoft.com -p Not-a-password-1", "rest --url http://127.0.0.1:1/x", "rest --url /subscriptions",
        "cloud list", "config get", "doctor", "version", "sandbox status", "sandbox start", "vm list", "completion bash",
        "configure --list-defaults", "logout",
    ];

    /// <summary>Every variable that we read, or that .NET and the shell read for us.</summary>
    public static IReadOnlyList<string> Variables { get; } =
    [
        "ACC_CLOUD", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_URL", "ALL_PROXY", "APPDATA", "ARM_CLOUD_METADATA_URL",
        "AZIMUTH_BIN", "AZIMUTH_HANDOVER_DEPTH", "AZIMUTH_HANDOVER_TRIED", "AZIMUTH_SANDBOX_STATE", "AZUREPS_HOST_ENVIRONMENT",
        "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID", "AZURE_AUTHORITY_HOST", "AZURE_CLIENT_CERTIFICATE_PASSWORD",
        "AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", "AZURE_CLI_DISABLE_CONNECTION_VERIFICATION",
        "AZURE_CLOUD_NAME", "AZURE_CONFIG_DIR", "AZURE_CONTEXT", "AZURE_CORE_INSTANCE_DISCOVERY", "AZURE_CORE_ONLY_SHOW_ERRORS",
        "AZURE_CORE_OUTPUT", "AZURE_DEFAULTS_GROUP", "AZURE_DEFAULTS_SUBSCRIPTION", "AZURE_EXTENSION_DIR", "AZURE_FEDERATED_TOKEN_FILE",
        "AZURE_HTTP_USER_AGENT", "AZURE_IDENTITY_DISABLE_CP1", "AZURE_POD_IDENTITY_AUTHORITY_HOST", "AZURE_TENANT_ID", "BROWSER", "CI",
        "CODESPACES", "COLUMNS", "COPILOT_AGENT_SESSION_ID", "CURL_CA_BUNDLE", "DBUS_SESSION_BUS_ADDRESS", "DEFAULT_IDENTITY_CLIENT_ID",
        "DISPLAY", "HOME", "HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy", "IDENTITY_ENDPOINT", "IDENTITY_HEADER",
        "IDENTITY_SERVER_THUMBPRINT", "IMDS_ENDPOINT", "LANG", "LC_ALL", "LC_CTYPE", "MSI_ENDPOINT", "MSI_SECRET", "NO_COLOR", "NO_PROXY",
        "no_proxy", "PATH", "REQUESTS_CA_BUNDLE", "SSH_CONNECTION", "SSL_CERT_DIR", "SSL_CERT_FILE", "SYSTEM_ACCESSTOKEN",
        "SYSTEM_OIDCREQUESTURI", "TERM", "TF_BUILD", "TZ", "USER", "WT_SESSION", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR",
    ];

    /// <summary>Every setting that we read, and some that are the Azure CLI's.</summary>
    public static IReadOnlyList<string> Settings { get; } =
        [
            .. KnownSettings.All.Select(setting => setting.Key), "core.instance_discovery", "defaults.group",
            "defaults.subscription", "logging.enable_log_file", "a.b"
        ];

    /// <summary>The values that a variable can hold.</summary>
    public static IReadOnlyList<string> ForVariables { get; } = [
        .. OddValue.Texts.Where(text => !text.Contains('\0', StringComparison.Ordinal)).Select(UnicodeText.From).Distinct()
    ];

    /// <summary>
    /// Today's part of the grid: each place meets each value on one of the days, and each day every place meets some of them.
    /// </summary>
    public static IEnumerable<(TPlace Place, TValue Value)> Pairs<TPlace, TValue>(
        IReadOnlyList<TPlace> places, IReadOnlyList<TValue> values, int parts)
    {
        for (var place = 0; place < places.Count; place++)
        {
            for (var value = 0; value < values.Count; value++)
            {
                if (IsWhole || (place + value) % parts == Day % parts)
                {
                    yield return (places[place], values[value]);
                }
            }
        }
    }

    /// <summary>Whether the value may be shown: variables that hold secrets, or paths where users put secrets.</summary>
    public static bool IsSecret(string variable) =>
        variable.EndsWith("SECRET", StringComparison.Ordinal) || variable.EndsWith("TOKEN", StringComparison.Ordinal)
        || variable.EndsWith("_TOKEN_FILE", StringComparison.Ordinal) || variable.Contains("CERTIFICATE", StringComparison.Ordinal);

    /// <summary>
    /// Whether an odd value of this variable may lead out of the machine: past the proxy that leads nowhere, or to another address that is
    /// asked without one.
    /// </summary>
    public static bool LeadsOut(string variable) =>
        variable.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase)
            || variable.EndsWith("_ENDPOINT", StringComparison.Ordinal)
            || variable.EndsWith("_AUTHORITY_HOST", StringComparison.Ordinal);

    /// <summary>Whether the line asks nobody.</summary>
    public static bool IsLocal(string line) =>
        line is "account get-access-token" or "cloud list" or "config get" or "version" or "sandbox status" or "sandbox start" or "vm list"
            or "completion bash" or "configure --list-defaults" or "logout";
}
