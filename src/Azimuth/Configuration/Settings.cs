using Azimuth.Configuration.Ini;

namespace Azimuth.Configuration;

/// <summary>
/// What the person configured: <c>AZURE_SECTION_NAME</c> variables, then the <c>config</c> file. Nothing is read before the first question.
/// </summary>
/// <param name="folder">Whose <c>config</c>.</param>
/// <param name="environment">Where the variables are.</param>
/// <param name="local">The working folder's own; only their <c>[defaults]</c> count (attack S12). Null: there are none.</param>
/// <param name="warn">Says one sentence to the user, when a local file asks for more than it may.</param>
public sealed class Settings(ConfigFolder folder, EnvironmentVariables environment, LocalFiles? local = null, Action<string>? warn = null)
{
    /// <summary>The cloud that is active until another is chosen.</summary>
    public const string DefaultCloud = "AzureCloud";

    internal const string Defaults = "defaults";

    private IniDocument? _config;
    private bool _hasTold;

    /// <summary>The value, or null. An empty variable counts as set, as in the Azure CLI.</summary>
    /// <exception cref="UserError">The <c>config</c> file cannot be read, or others may write it.</exception>
    public string? Get(string section, string name) =>
        environment[VariableName(section, name)]
        ?? (section == Defaults ? Local().Select(each => each.Document.Get(section, name)).FirstOrDefault(each => each is not null) : null)
        ?? Config.Get(section, name);

    /// <summary>
    /// The value in any of Python's spellings of a boolean (<c>1 yes true on</c>, <c>0 no false off</c>, any case);
    /// <paramref name="fallback"/> when it is not set.
    /// </summary>
    /// <exception cref="UserError">Set, and none of these.</exception>
    public bool GetBoolean(string section, string name, bool fallback) => Get(section, name) is not { } text
        ? fallback
        : text.ToLowerInvariant() switch
        {
            "1" or "yes" or "true" or "on" => true,
            "0" or "no" or "false" or "off" => false,
            _ =>
                throw new UserError(
                    $"'{section}.{name}' is '{text}', which is neither true nor false.",
                    $"To set it to false, run: az config set {section}.{name}=false"),
        };

    /// <summary>Says once what a local file asks for and does not get: before a sign-in, and where its defaults are listed.</summary>
    public void WarnOfLocalFiles() => _ = Local();

    /// <summary>The variable that overrides a setting.</summary>
    public static string VariableName(string section, string name) => $"AZURE_{section.ToUpperInvariant()}_{name.ToUpperInvariant()}";

    private IniDocument Config => _config ??= IniFile.Read(folder.Config);

    private IReadOnlyList<(string Path, IniDocument Document)> Local()
    {
        var all = local?.All ?? [];
        foreach (var (path, document) in _hasTold ? [] : all)
        {
            if (document.Sections.FirstOrDefault(each => each != Defaults) is { } other)
            {
                var name = document.Items(other).Select(each => $".{each.Key}").FirstOrDefault();
                warn?.Invoke($"'{other}{name}' in '{path}' is ignored: a local file may set [{Defaults}] only.");
            }
        }

        _hasTold = true;
        return all;
    }
}
