using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Sandbox;

/// <summary>
/// What a shell had before it was pointed at the sandbox. It keeps that itself, in variables: one lists the names that were
/// changed, one for each of them holds the value before. <c>az sandbox env</c> has these set by the shell, so that no value
/// of the user's is printed.
/// </summary>
/// <param name="environment">The shell's exported variables.</param>
internal sealed class ShellSnapshot(EnvironmentVariables environment)
{
    private const string List = "AZIMUTH_SANDBOX_CHANGED";
    private const string Before = "AZIMUTH_SANDBOX_BEFORE_";

    private string[] Changed => environment[List]?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The lines that set variables, in the shell's syntax.</summary>
    /// <param name="shell">One of <see cref="ShellSyntax.Names"/>.</param>
    /// <param name="values">By name; null: it is not to be set.</param>
    public List<string> Point(string shell, IReadOnlyList<KeyValuePair<string, string?>> values)
    {
        var lines = new List<string>();
        var changed = new List<string>(Changed);
        foreach (var (name, value) in values)
        {
            if (!changed.Contains(name) && (value is not null || environment[name] is not null))
            {
                changed.Add(name);
                if (environment[name] is not null)
                {
                    lines.Add(ShellSyntax.Copy(shell, Before + name, name));
                }
            }

            lines.Add(value is null ? ShellSyntax.Unset(shell, name) : ShellSyntax.Set(shell, name, value));
        }

        lines.Add(ShellSyntax.Set(shell, List, string.Join(' ', changed)));
        return lines;
    }

    /// <summary>The same for a shell that is about to start.</summary>
    public Dictionary<string, string> Point(IReadOnlyList<KeyValuePair<string, string>> values)
    {
        var all = new Dictionary<string, string>(values);
        var changed = new List<string>(Changed);
        foreach (var (name, _) in values)
        {
            if (!changed.Contains(name))
            {
                changed.Add(name);
                if (environment.NonEmpty(name) is { } before)
                {
                    all[Before + name] = before;
                }
            }
        }

        all[List] = string.Join(' ', changed);
        return all;
    }

    /// <summary>The lines that give the shell back what it had. A variable that was never changed stays.</summary>
    /// <param name="shell">One of <see cref="ShellSyntax.Names"/>.</param>
    /// <param name="names">Which ones.</param>
    /// <param name="all">Whether all others that were changed are given back too.</param>
    public List<string> Restore(string shell, IReadOnlyList<string> names, bool all)
    {
        var lines = new List<string>();
        var left = new List<string>(Changed);
        foreach (var name in all ? names.Union(left).ToArray() : names)
        {
            var wasChanged = left.Remove(name);
            if (wasChanged && environment.NonEmpty(Before + name) is not null)
            {
                lines.Add(ShellSyntax.Copy(shell, name, Before + name));
                lines.Add(ShellSyntax.Unset(shell, Before + name));
            }
            else if (wasChanged || environment[name] is null)
            {
                lines.Add(ShellSyntax.Unset(shell, name));
            }
        }

        lines.Add(left.Count == 0 ? ShellSyntax.Unset(shell, List) : ShellSyntax.Set(shell, List, string.Join(' ', left)));
        return lines;
    }
}
