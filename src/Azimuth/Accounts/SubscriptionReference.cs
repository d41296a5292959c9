using Azimuth.Text;

namespace Azimuth.Accounts;

/// <summary>What people write where a subscription is named: its name, its ID, or its resource ID as Resource Manager gives it.</summary>
public static class SubscriptionReference
{
    private const string Prefix = "/subscriptions/";

    /// <summary>
    /// The ID within <c>/subscriptions/ID</c>, also as Git Bash hands that on (<c>C:/Program Files/Git/subscriptions/ID</c>);
    /// else the text as it is.
    /// </summary>
    public static string From(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        var path = ShellPath.Restore(text);
        return path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && Guid.TryParseExact(path.AsSpan(Prefix.Length).TrimEnd('/'), "D", out _)
            ? path[Prefix.Length..].TrimEnd('/')
            : text;
    }
}
