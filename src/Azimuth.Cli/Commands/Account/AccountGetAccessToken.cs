using Azimuth.Accounts;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Clouds;
using Azimuth.Sessions;
using AzureCloud = Azimuth.Clouds.Cloud;

namespace Azimuth.Cli.Commands.Account;

/// <summary><c>az account get-access-token</c>: a token for other programs, out of the cache or newly asked for.</summary>
internal sealed class AccountGetAccessToken(
    ProfileFile file, AzureCloud cloud, AccountSelection selection, TenantSelection tenants, Func<TokenAcquisition> tokens,
    Output.Output output)
{
    public static CommandSpec Describe(Func<AccountGetAccessToken> command)
    {
        var subscription = CommonOptions.Subscription();
        var tenant = new ValueOption("--tenant", "-t")
        {
            Help = "ID or domain of the tenant. With --subscription, it must be the subscription's own tenant.",
            Completion = CompletionSource.Tenants,
        };
        var resource = new ValueOption("--resource")
        {
            Help = "URI of the resource, as registered. Default: Azure Resource Manager.",
        };
        var type = new ValueOption("--resource-type") { Help = "Well-known resource type.", Choices = [.. ResourceTypes.All] };
        var scope = new ListOption("--scope")
        {
            Help = "Scopes of one resource, e.g. `https://graph.microsoft.com/.default`.",
            Arity = Arity.Any,
        };
        return new("account get-access-token", "Get an access token for use by other tools.")
        {
            Options = [subscription, tenant, resource, type, scope],
            Run = (arguments, cancel) => command().RunAsync(
                new(
                    arguments.GetValue(subscription),
                    arguments.GetValue(tenant),
                    Given(arguments.GetValue(resource)),
                    arguments.GetValue(type),
                    [.. arguments.GetValues(scope).Where(each => each.Length > 0)]),
                cancel),
        };
    }

    // Empty counts as not given, as for the Azure CLI.
    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;

    /// <summary>The identity is the row's, whatever tenant is named: nothing else chooses it (attack S16).</summary>
    private async Task<int> RunAsync(TokenOptions options, CancellationToken cancel)
    {
        // Scopes also count beside a resource, as in the Azure CLI 2.91.
        var scopes = options.Scopes.Count > 0
            ? options.Scopes
            : [ResourceTypes.ScopeOf(options.Resource, options.ResourceType, cloud)];
        var profile = await file.ReadAsync(cancel);
        var row = selection.Find(profile, options.Subscription);
        row.CheckUsable();
        var named = string.IsNullOrEmpty(options.Tenant) ? null : options.Tenant;
        var isOfSubscription = named is null || !string.IsNullOrEmpty(options.Subscription);
        var tenant = named is null ? row.TenantId : tenants.IdOf(profile, named);
        if (named is not null && isOfSubscription)
        {
            await tenants.CheckSameAsync(profile, row, tenant, cancel);
            tenant = row.TenantId;
        }

        CheckMachine(row, tenant);
        try
        {
            var issued = await tokens().GetAsync(new() { User = row.User, Tenant = tenant, Scopes = scopes }, cancel);
            return output.Write(
                json => TokenJson.Write(json, issued, isOfSubscription ? row.Id : null, isOfSubscription ? row.TenantId : named!));
        }
        catch (UserError refusal)
            when (!isOfSubscription && refusal.AuthorityError is { Code: > 0 } && tenants.WhoElse(profile, row, tenant) is { } others)
        {
            throw refusal.WithRemedy(others, refusal);
        }
    }

    // A machine belongs to one tenant, and its endpoint takes no other's name.
    private static void CheckMachine(Subscription row, string tenant)
    {
        if ((row.User.IsManagedIdentity || row.User.IsCloudShell)
            && !string.Equals(tenant, row.TenantId, StringComparison.OrdinalIgnoreCase))
        {
            throw new UserError(
                $"For {(row.User.IsCloudShell ? "Cloud Shell" : "managed identity")} account, getting access token for non-current "
                    + $"tenants is not supported. The specified tenant must be the current tenant {row.TenantId}");
        }
    }
}

/// <summary>What the options of <c>get-access-token</c> ask for.</summary>
/// <param name="Subscription">Name or ID.</param>
/// <param name="Tenant">ID or domain.</param>
/// <param name="Resource">A resource's URI.</param>
/// <param name="ResourceType">A well-known resource type.</param>
/// <param name="Scopes">Scopes of one resource.</param>
internal sealed record TokenOptions(
    string? Subscription = null,
    string? Tenant = null,
    string? Resource = null,
    string? ResourceType = null,
    params IReadOnlyList<string> Scopes);
