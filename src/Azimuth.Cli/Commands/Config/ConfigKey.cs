namespace Azimuth.Cli.Commands.Config;

/// <summary><c>section.name</c> as <c>az config</c> takes it: the first dot divides.</summary>
internal readonly record struct ConfigKey(string Section, string Name)
{
    /// <summary>Reads a key; null if it has no dot.</summary>
    public static ConfigKey? Read(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? null : new(text[..dot], text[(dot + 1)..]);
    }
}
