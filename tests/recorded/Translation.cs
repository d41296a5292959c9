using System.Text.RegularExpressions;

namespace Azimuth.Recorded;

/// <summary>
/// Recorded text as it reads against a sandbox: another cloud's name and hosts, server texts that belong to the recording's
/// stand-in, and the words of docs/reference.md where 2.91 has others (az-2.91/README.md, "How to compare").
/// </summary>
public static partial class Translation
{
    public const string Cloud = "Sandbox";

    public static string[] Words(string[] words) => [.. words.Select(word => word == "AzureCloud" ? Cloud : word)];

    public static string Text(string recorded)
    {
        var text = InColumn.Replace(recorded, Cloud.PadRight("AzureCloud".Length))
            .Replace("AzureCloud", Cloud, StringComparison.Ordinal)
            .Replace("https://microsoft.com/devicelogin", "{URL}", StringComparison.Ordinal)
            .Replace("https://login.microsoftonline.com", "{ORIGIN}", StringComparison.Ordinal)
            .Replace("https://management.azure.com", "{ORIGIN}", StringComparison.Ordinal)
            .Replace("STUB12345", "{CODE}", StringComparison.Ordinal);
        return ServerText.Replace(text, "$1: {TEXT}");
    }

    /// <summary>
    /// What a user sees: also the selector's other words, with the line on filtering and without the notice that is not ours to give.
    /// </summary>
    public static string Screen(string seen)
    {
        var text = Text(seen)
            .Replace(
                "Retrieving tenants and subscriptions for the selection...",
                "Retrieving subscriptions for the selection...",
                StringComparison.Ordinal);
        text = Notice.Replace(text, "");
        text = text.Contains("[2]", StringComparison.Ordinal) ? Default.Replace(text, $"$0{Filter}\n") : text;
        return TenantColumn.Replace(text, title =>
            $"{title.Groups[1].Value}  Tenant "
                + $"name\n{title.Groups[2].Value}{new string('-', Math.Max("Tenant name".Length + 2, title.Groups[3].Length))}\n");
    }

    // What follows the line of the default where there is something to choose (docs/compatibility.md).
    private const string Filter = "Type part of a name, ID or tenant to filter, or q to keep the default.";

    [GeneratedRegex(@"The default is marked with an \*;[^\n]*\n")]
    private static partial Regex Default { get; }

    // In a table the column stays as wide as the other name made it.
    [GeneratedRegex("AzureCloud(?=  )")]
    private static partial Regex InColumn { get; }

    [GeneratedRegex(@"(AADSTS[0-9]+): [^\n]*")]
    private static partial Regex ServerText { get; }

    [GeneratedRegex(@"\x1b\[93m\[Warning\] The login output has been updated\.[^\n]*\n\x1b\[0m\n")]
    private static partial Regex Notice { get; }

    // The last column's title and dashes: the dashes are as wide as the title and two more, or as the widest value.
    [GeneratedRegex(@"(No {2,}Subscription name[^\n]*?)  Tenant\n((?:-+  )+)(-+)\n")]
    private static partial Regex TenantColumn { get; }
}
