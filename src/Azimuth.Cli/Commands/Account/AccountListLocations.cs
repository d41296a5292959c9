using Azimuth.Accounts;
using Azimuth.Cli.Output.Text;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Discovery;
using Azimuth.Sessions;

namespace Azimuth.Cli.Commands.Account;

/// <summary><c>az account list-locations</c>: the regions that a subscription can use, as ARM lists them.</summary>
internal sealed class AccountListLocations(
    ProfileFile file, AccountSelection selection, Func<ArmReader> arm, Output.Output output)
{
    // What the Azure CLI takes for a truth value, in the order in which it lists them (2.91).
    private static readonly string[] Truths = ["0", "1", "f", "false", "n", "no", "t", "true", "y", "yes"];

    public static CommandSpec Describe(Func<AccountListLocations> command)
    {
        var subscription = new ValueOption("--subscription")
        {
            Help = "Name or ID of the subscription. Default: the current one.",
            Completion = CompletionSource.Subscriptions,
        };
        var extended = new ValueOption("--include-extended-locations")
        {
            Help = "Include edge zones. Default: false.",
            Placeholder = "BOOL",
            Choices = Truths,
            Arity = Arity.Optional,
        };
        return new("account list-locations", "List the regions that a subscription can use.")
        {
            Options = [extended, subscription],
            Run = (arguments, cancel) => command().RunAsync(
                arguments.GetValue(subscription),
                arguments.Has(extended) && arguments.GetValue(extended) is null or "1" or "t" or "true" or "y" or "yes",
                cancel),
        };
    }

    private async Task<int> RunAsync(string? nameOrId, bool isExtended, CancellationToken cancel)
    {
        var row = selection.Find(await file.ReadAsync(cancel), nameOrId);
        if (row.IsTenantLevel)
        {
            throw new UserError(
                $"'{row.TenantId}' is a tenant without subscriptions, and regions belong to a subscription.",
                "To list the subscriptions, run: az account list -o table");
        }

        var locations = await arm().ListAsync(
            $"subscriptions/{Uri.EscapeDataString(row.Id)}/locations{(isExtended ? "?includeExtendedLocations=true" : "")}", row, cancel);
        return ArmItems.Write(output, locations);
    }
}

/// <summary>A list of ARM's as it came, its keys sorted.</summary>
internal static class ArmItems
{
    public static int Write(Output.Output output, IReadOnlyList<System.Text.Json.JsonElement> items) => output.Write(json =>
    {
        json.WriteStartArray();
        foreach (var each in items)
        {
            SortedJson.Write(json, each);
        }

        json.WriteEndArray();
    });
}
