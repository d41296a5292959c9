namespace Azimuth.Configuration;

/// <summary>A read-only view of the environment, so that nothing below asks the process.</summary>
/// <param name="lookUp">Answers null for a variable that is not set.</param>
/// <param name="all">Every variable, for the one command that lists them; null: none.</param>
public sealed class EnvironmentVariables(Func<string, string?> lookUp, Func<IEnumerable<KeyValuePair<string, string>>>? all = null)
{
    /// <summary>The variable, or null; an empty one is empty.</summary>
    public string? this[string name] => lookUp(name);

    /// <summary>The variable, or null also when it is empty.</summary>
    public string? NonEmpty(string name) => lookUp(name) is { Length: > 0 } value ? value : null;

    /// <summary>Every variable, in no order.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => all?.Invoke() ?? [];
}
