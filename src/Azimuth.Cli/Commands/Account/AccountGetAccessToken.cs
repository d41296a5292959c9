using System.CommandLine;
using Azimuth.Accounts;
using Azimuth.Cli.Parsing;
using Azimuth.Tokens;
using AzureCloud = Azimuth.Clouds.Cloud;

namespace Azimuth.Cli.Commands.Account;

/// <summary><c>az account get-access-token</c>: a token for other programs, out of the cache or newly asked for.</summary>
internal static class AccountGetAccessToken
{
    // What each word means is in the cloud's own list of endpoints, since a sovereign cloud has its own.
    private static readonly Dictionary<string, string> EndpointOfType = new(StringComparer.Ordinal)
    {
        ["aad-graph"] = "active_directory_graph_resource_id",
        ["arm"] = "active_directory_resource_id",
        ["batch"] = "batch_resource_id",
        ["data-lake"] = "active_directory_data_lake_resource_id",
        ["media"] = "media_resource_id",
        ["ms-graph"] = "microsoft_graph_resource_id",
        ["oss-rdbms"] = "ossrdbms_resource_id",
    };

    public static Command Describe(Composition az)
    {
        var subscription = CommonOptions.Subscription();
        var tenant = CommonOptions.Value("The tenant to ask, by ID or domain; instead of a subscription.", "--tenant", "-t");
        var resource = CommonOptions.Value("What the token is for: a resource's URI, as registered. Azure Resource Manager when nothing is said.", "--resource");
        var type = CommonOptions.Choice("The same, as a word.", "--resource-type", [.. EndpointOfType.Keys]);
        var scope = new KnownOption<string[]>("--scope")
        {
            Description = "What the token is for, as scopes of one resource: `https://graph.microsoft.com/.default`.",
            Arity = ArgumentArity.ZeroOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("get-access-token", "A token with which other programs can call Azure.") { subscription, tenant, resource, type, scope };
        command.SetAction((words, cancel) => RunAsync(
            az.Profile,
            az.Clouds.Active,
            profile => az.Current(profile, words.GetValue(subscription)),
            () => az.People,
            () => az.AccessToken,
            az.Output,
            new(words.GetValue(subscription), words.GetValue(tenant), words.GetValue(resource), words.GetValue(type), words.GetValue(scope) ?? []),
            cancel));
        return command;
    }

    internal static async Task<int> RunAsync(
        ProfileFile file, AzureCloud cloud, Func<Profile, Subscription> choose, Func<IReadOnlyList<CachedPerson>> people, Func<AccessToken> tokens, Output.Output output, TokenWish wish, CancellationToken cancel)
    {
        var scopes = ScopesOf(wish, cloud);
        var profile = await file.ReadAsync(cancel);
        if (!string.IsNullOrEmpty(wish.Subscription) && !string.IsNullOrEmpty(wish.Tenant))
        {
            throw new UserError("Please specify only one of subscription and tenant, not both");
        }

        var subscription = choose(profile);
        var tenant = string.IsNullOrEmpty(wish.Tenant) ? null : wish.Tenant;
        var user = tenant is null ? subscription.User : TenantChoice.Member(profile, cloud.Name, tenant, subscription, people());
        var tenantId = tenant is null ? subscription.TenantId : TenantChoice.IdOf(profile, cloud.Name, tenant);
        CheckMachine(user, tenantId, subscription);

        var request = new TokenRequest { User = user, Tenant = tenantId, Scopes = scopes };
        var issued = await tokens().GetAsync(request, cancel);
        return output.Write(json => TokenJson.Write(json, issued, tenant is null ? subscription.Id : null, tenant ?? subscription.TenantId));
    }

    // A machine belongs to one tenant, and its endpoint takes no other's name.
    private static void CheckMachine(AccountUser user, string tenant, Subscription current)
    {
        if ((user.IsManagedIdentity || user.IsCloudShell) && user == current.User && !string.Equals(tenant, current.TenantId, StringComparison.OrdinalIgnoreCase))
        {
            throw new UserError(
                $"For {(user.IsCloudShell ? "Cloud Shell" : "managed identity")} account, getting access token for non-current tenants is not supported. The specified tenant must be the current tenant {current.TenantId}");
        }
    }

    private static IReadOnlyList<string> ScopesOf(TokenWish wish, AzureCloud cloud)
    {
        var resource = wish.Resource ?? (wish.ResourceType is { } type ? cloud.Endpoint(EndpointOfType[type]) : null);
        return (resource, wish.Scopes) switch
        {
            (not null, { Count: > 0 }) => throw new UserError("resource and scopes can't be provided at the same time"),
            (not null, _) => [$"{resource}/.default"], // as it is: resources that end in a slash are registered so, and the double slash is theirs
            (null, { Count: > 0 } scopes) => scopes,
            _ => [cloud.ManagementScope],
        };
    }
}

/// <summary>What the words of <c>get-access-token</c> ask for.</summary>
/// <param name="Subscription">Name or ID.</param>
/// <param name="Tenant">ID or domain.</param>
/// <param name="Resource">A resource's URI.</param>
/// <param name="ResourceType">One of the words for it.</param>
/// <param name="Scopes">Scopes of one resource.</param>
internal sealed record TokenWish(string? Subscription = null, string? Tenant = null, string? Resource = null, string? ResourceType = null, params IReadOnlyList<string> Scopes);
