using System.Globalization;
using Azimuth.Accounts;
using Azimuth.Cli.Terminal.Text;

namespace Azimuth.Cli.Commands.Login.Selection;

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
