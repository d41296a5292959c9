using System.CommandLine;
using Azimuth.Accounts;
using Azimuth.Cli.Output;
using Azimuth.Cli.Parsing;
using Azimuth.Discovery;

namespace Azimuth.Cli.Commands.Account;

/// <summary><c>az account list-locations</c>: the regions that a subscription can use, as ARM lists them.</summary>
internal static class AccountListLocations
{
    // What the Azure CLI takes for a truth value, in the order in which it lists them (2.91).
    private static readonly string[] Truths = ["0", "1", "f", "false", "n", "no", "t", "true", "y", "yes"];

    public static Command Describe(Composition az)
    {
        var subscription = CommonOptions.Value("Name or ID of the subscription instead of the current one.", "--subscription");
        var extended = new ChoiceOption("--include-extended-locations", Truths) { Description = "Edge zones too.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("list-locations", "List the regions that a subscription can use.") { extended, subscription };
        command.SetAction(async (words, cancel) =>
        {
            var row = az.AccountSelection.Find(await az.Profile.ReadAsync(cancel), words.GetValue(subscription));
            var isExtended = words.GetResult(extended) is { Implicit: false } && words.GetValue(extended) is null or "1" or "t" or "true" or "y" or "yes";
            return await RunAsync(az.ArmReader, row, az.AccessToken.ForResourceManager(row), az.Output, isExtended, cancel);
        });
        return command;
    }

    internal static async Task<int> RunAsync(
        ArmReader arm, Subscription row, Func<string?, CancellationToken, Task<Secret>> token, Output.Output output, bool isExtended, CancellationToken cancel)
    {
        if (row.IsTenantLevel)
        {
            throw new UserError($"'{row.TenantId}' is a tenant without subscriptions: regions belong to a subscription.", "az account list -o table");
        }

        var locations = await arm.ListAsync($"subscriptions/{Uri.EscapeDataString(row.Id)}/locations{(isExtended ? "?includeExtendedLocations=true" : "")}", token, cancel);
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
