namespace Azimuth.Cli.Parsing.Specs;

/// <summary>What <c>--help</c> shows for values of options that declare no placeholder.</summary>
internal static class OptionPlaceholders
{
    /// <summary>In capitals: <c>FILE</c>, <c>URL</c>, or the name of the option, <c>TENANT</c>, <c>CLIENT_ID</c>.</summary>
    public static string For(OptionSpec option)
    {
        if (option.Kind is ValueKind.File or ValueKind.SecretFile)
        {
            return "FILE";
        }

        if (option.Kind == ValueKind.Address)
        {
            return "URL";
        }

        var name = option.Name.TrimStart('-').ToUpperInvariant().Replace('-', '_');
        return name.EndsWith("_ID", StringComparison.Ordinal) ? name : name[(name.LastIndexOf('_') + 1)..];
    }
}
