using Azimuth.Storage.FileSystem;

namespace Azimuth.Configuration;

/// <summary>Which config folder a command works in, and what decided it.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Reason">What decided: <c>--context sandbox</c>, <c>AZURE_CONFIG_DIR</c>, …; <c>--verbose</c> shows it.</param>
/// <param name="Context">The context's name, when one was chosen; programs that follow need <c>AZURE_CONFIG_DIR</c> then.</param>
public sealed record ConfigFolderLocator(ConfigFolder Folder, string Reason, string? Context)
{
    /// <summary>The name of <c>~/.azure</c> itself.</summary>
    public const string Default = "default";

    private const int LongestName = 64;

    /// <summary>An order, a variable, a habit: <c>--context</c>, <c>AZURE_CONFIG_DIR</c>, <c>AZURE_CONTEXT</c>, <c>~/.azure</c>.</summary>
    /// <param name="context">What <c>--context</c> says; null when it was not given.</param>
    /// <param name="environment">Where <c>HOME</c> and the variables come from.</param>
    /// <exception cref="UserError">There is no context of that name, or no home folder. Never another folder instead.</exception>
    public static ConfigFolderLocator Find(string? context, EnvironmentVariables environment)
    {
        ArgumentNullException.ThrowIfNull(environment);

        if (context is not null)
        {
            return FindContext(context, environment, $"--context {context}");
        }

        if (environment.NonEmpty("AZURE_CONFIG_DIR") is { } folder)
        {
            return new(new ConfigFolder(Path.GetFullPath(WithHome(folder, environment))), "AZURE_CONFIG_DIR", null);
        }

        return environment.NonEmpty("AZURE_CONTEXT") is { } name
            ? FindContext(name, environment, "AZURE_CONTEXT")
            : new(new ConfigFolder(HomeFolder(environment)), "the default", null);
    }

    /// <summary>
    /// <c>~/.azure</c>, whatever <c>AZURE_CONFIG_DIR</c> says: contexts and the sandbox live below it, so they never nest.
    /// </summary>
    public static string HomeFolder(EnvironmentVariables environment)
    {
        ArgumentNullException.ThrowIfNull(environment);

        return environment.NonEmpty("HOME") is { } home
            ? Path.Combine(home, ".azure")
            : throw new UserError(UserHome.Missing(), FileRemedies.OtherFolder);
    }

    /// <summary>The sandbox's state folder, unless <c>AZIMUTH_SANDBOX_STATE</c> names another one.</summary>
    /// <exception cref="UserError">There is no home folder.</exception>
    public static string SandboxFolder(EnvironmentVariables environment) => Path.Combine(HomeFolder(environment), "azimuth", "sandbox");

    /// <summary>Where the context of that name lies, whether or not it exists.</summary>
    /// <exception cref="UserError">No context can have that name.</exception>
    public static string ContextFolder(string name, EnvironmentVariables environment) => IsName(name)
        ? Path.Combine(Contexts(environment), name)
        : throw new UserError(
            $"'{name}' is not a valid context name. Use up to {LongestName} letters, digits, '.', '_' and '-', and begin with a letter or "
                + "digit.");

    /// <summary>Every context that there is, <see cref="Default"/> first.</summary>
    public static IReadOnlyList<string> Names(EnvironmentVariables environment) => [Default, .. Known(environment)];

    private static ConfigFolderLocator FindContext(string name, EnvironmentVariables environment, string reason)
    {
        if (name.Equals(Default, StringComparison.OrdinalIgnoreCase))
        {
            return new(new ConfigFolder(HomeFolder(environment)), reason, Default);
        }

        _ = ContextFolder(name, environment);
        var known = Known(environment);
        return known.FirstOrDefault(other => other.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found
            ? new(new ConfigFolder(Path.Combine(Contexts(environment), found)), reason, found)
            : throw new UserError($"The context '{name}' does not exist ({reason}). Known contexts: "
                + $"{string.Join(", ", known.Prepend(Default))}.");
    }

    private static string Contexts(EnvironmentVariables environment) => Path.Combine(HomeFolder(environment), "azimuth", "contexts");

    private static string[] Known(EnvironmentVariables environment) => Directory.Exists(Contexts(environment))
        ? [
            .. Directory.EnumerateDirectories(Contexts(environment))
                .Select(path => Path.GetFileName(path))
                .Where(IsName)
                .Order(StringComparer.OrdinalIgnoreCase)
        ]
        : [];

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>The path with the home folder in place of a <c>~</c> at its beginning.</summary>
    /// <remarks>The Azure CLI expands it too: a shell leaves it alone in <c>export AZURE_CONFIG_DIR='~/x'</c>.</remarks>
    /// <param name="path">The path as given; without HOME it stays so.</param>
    /// <param name="environment">Where HOME is.</param>
    public static string WithHome(string path, EnvironmentVariables environment) =>
        (path is "~" or ['~', '/', ..] || (OperatingSystem.IsWindows() && path is ['~', '\\', ..]))
            && environment.NonEmpty("HOME") is { } home ? Path.Join(home, path[1..]) : path;
}
