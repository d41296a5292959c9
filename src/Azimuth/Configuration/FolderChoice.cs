namespace Azimuth.Configuration;

/// <summary>Which config folder a command works in, and what decided it.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Reason">What decided: <c>--context sandbox</c>, <c>AZURE_CONFIG_DIR</c>, …; <c>--verbose</c> shows it.</param>
/// <param name="Context">The context's name, when one was chosen; programs that follow need <c>AZURE_CONFIG_DIR</c> then.</param>
public sealed record FolderChoice(AzureFolder Folder, string Reason, string? Context)
{
    /// <summary>An order, a variable, a habit: <c>--context</c>, <c>AZURE_CONFIG_DIR</c>, <c>AZURE_CONTEXT</c>, <c>~/.azure</c>.</summary>
    /// <param name="context">What <c>--context</c> says; null when it was not given.</param>
    /// <param name="environment">Where <c>HOME</c> and the variables come from.</param>
    /// <exception cref="UserError">There is no context of that name, or no home folder.</exception>
    public static FolderChoice Find(string? context, EnvironmentVariables environment)
    {
        ArgumentNullException.ThrowIfNull(environment);

        if (context is null && environment.NonEmpty("AZURE_CONFIG_DIR") is { } folder)
        {
            return new(new AzureFolder(Path.GetFullPath(folder)), "AZURE_CONFIG_DIR", null);
        }

        return new(new AzureFolder(Path.Combine(environment.NonEmpty("HOME") ?? "/", ".azure")), "the default", null);
    }
}
