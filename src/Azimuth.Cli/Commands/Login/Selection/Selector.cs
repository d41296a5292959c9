using System.Globalization;
using Azimuth.Accounts;
using Azimuth.Cli.Terminal.Text;

namespace Azimuth.Cli.Commands.Login.Selection;

/// <summary>What a typed line means to the selector.</summary>
internal abstract record SelectorAnswer
{
    private SelectorAnswer()
    {
    }

    /// <summary>One is chosen.</summary>
    public sealed record Chosen(SelectorRow Row) : SelectorAnswer;

    /// <summary>These match what was typed.</summary>
    public sealed record Narrowed(IReadOnlyList<SelectorRow> Rows) : SelectorAnswer;

    /// <summary>Nothing.</summary>
    public sealed record Invalid : SelectorAnswer;
}

/// <summary>The choice of a subscription: its rows, and what answers mean. Knows no terminal.</summary>
internal sealed class Selector
{
    /// <summary>What is typed to keep the default, as Enter does.</summary>
    public const string Keep = "q";

    private readonly Dictionary<string, SelectorRow> _byNumber;

    /// <param name="subscriptions">At least one.</param>
    /// <param name="isDefault">The one of them that Enter chooses.</param>
    public Selector(IReadOnlyList<Subscription> subscriptions, Subscription isDefault)
    {
        // By name, as the Azure CLI 2.91 does.
        Rows = [.. subscriptions
            .OrderBy(each => each.Name.ToLowerInvariant(), StringComparer.Ordinal)
            .Select((each, index) => new SelectorRow(index + 1, each, ReferenceEquals(each, isDefault)))];
        Default = Rows.First(row => row.IsDefault);
        _byNumber = Rows.ToDictionary(row => row.Typed, StringComparer.Ordinal);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<SelectorRow> Rows { get; }

    /// <summary>What Enter chooses.</summary>
    public SelectorRow Default { get; }

    /// <summary>
    /// What a line means. A row's number, exactly as printed, is that row; other text is looked for in names, IDs and tenants.
    /// A number that is in all of them, as digits of IDs often are, is an invalid row number and not a filter.
    /// </summary>
    /// <param name="line">As typed; null at the end of input, which leaves the default as it is.</param>
    public SelectorAnswer Read(string? line)
    {
        if (string.IsNullOrEmpty(line) || line.Equals(Keep, StringComparison.OrdinalIgnoreCase))
        {
            return new SelectorAnswer.Chosen(Default);
        }

        if (_byNumber.TryGetValue(line, out var row))
        {
            return new SelectorAnswer.Chosen(row);
        }

        var text = line.Trim();
        if (text.Length == 0 || _byNumber.ContainsKey(text)) // a row's number among blanks, which the Azure CLI refuses, too
        {
            return new SelectorAnswer.Invalid();
        }

        var rows = Rows.Where(each => each.Has(text)).ToList();
        return rows.Count == 0 || (rows.Count == Rows.Count && LooksLikeNumber(text))
            ? new SelectorAnswer.Invalid()
            : new SelectorAnswer.Narrowed(rows);
    }

    private static bool LooksLikeNumber(string text) => text.TrimStart('+', '-').All(each => char.IsDigit(each) || each is '.' or ',');
}

/// <summary>A row of the selector: a subscription that can be chosen.</summary>
/// <param name="Number">What is typed to choose it; stays the same while the list is filtered.</param>
/// <param name="Subscription">What is chosen.</param>
/// <param name="IsDefault">Whether Enter chooses it.</param>
internal sealed record SelectorRow(int Number, Subscription Subscription, bool IsDefault)
{
    /// <summary>The number that chooses it.</summary>
    public string Typed { get; } = Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Its name without what could forge a row.</summary>
    public string Name { get; } = VisibleText.Line(Subscription.Name);

    /// <summary>Its tenant's name, or ID where ARM told none.</summary>
    public string Tenant { get; } = VisibleText.Line(
        string.IsNullOrEmpty(Subscription.TenantDisplayName) ? Subscription.TenantId : Subscription.TenantDisplayName);

    /// <summary>Its ID.</summary>
    public string Id { get; } = VisibleText.Line(Subscription.Id);

    /// <summary>Whether a filter text is part of its name, ID or tenant.</summary>
    public bool Has(string text) =>
        Subscription.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
        || Subscription.Id.Contains(text, StringComparison.OrdinalIgnoreCase)
        || Subscription.TenantId.Contains(text, StringComparison.OrdinalIgnoreCase)
        || Tenant.Contains(text, StringComparison.OrdinalIgnoreCase);
}
