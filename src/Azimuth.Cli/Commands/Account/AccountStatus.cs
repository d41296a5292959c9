using System.Globalization;
using System.Text.Json;
using Azimuth.Accounts;
using Azimuth.Cli.Output.Formats;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;
using Azimuth.Cli.Terminal.Text;
using Azimuth.Tokens.Cache;

namespace Azimuth.Cli.Commands.Account;

/// <summary>
/// <c>az account status</c>: who is signed in, where, how, until when. An addition: the Azure CLI can only be asked for a
/// token. Without <c>--online</c> it reads three files and no network, quick enough for a prompt.
/// </summary>
internal static class AccountStatus
{
    private static readonly TableShape Table = new(
    [
        ("User", "user"),
        ("SignedInAs", "signedInAs"),
        ("Subscription", "subscriptionName"),
        ("Tenant", "tenantName"),
        ("Cloud", "cloud"),
        ("TokenExpiresOn", "tokenExpiresOn"),
    ]);

    public static CommandSpec Describe(Composition az)
    {
        var subscription = CommonOptions.Subscription();
        var online = new Flag("--online") { Help = "Ask the servers whether it still holds." };
        return new("account status", "Tell who is signed in, where and until when; exit code 1 when nobody is.")
        {
            Options = [subscription, online],
            Run = (arguments, cancel) => RunAsync(az, arguments.GetValue(subscription), arguments.GetValue(online), cancel),
        };
    }

    private static async Task<int> RunAsync(Composition az, string? nameOrId, bool isOnline, CancellationToken cancel)
    {
        var row = az.AccountSelection.Find(await az.Profile.ReadAsync(cancel), nameOrId);
        row.CheckUsable();
        if (isOnline)
        {
            await ProveAsync(az, row, cancel);
        }

        var cloud = az.Clouds.Active;
        var question = az.Session.Credentials.Create(row.User)
            .Question(new() { User = row.User, Tenant = row.TenantId, Scopes = [cloud.ManagementScope] });
        var token = question is null ? null : az.TokenCache.Find(question);
        var home = row.User is { IsPerson: true, IsCloudShell: false } && token is null
            ? await az.TokenCache.HomeOfAsync(cloud.AuthorityHost, cloud.Name, row.User.Name, cancel)
            : null;
        var person = row.User.IsPerson
            ? az.CachedAccounts.FirstOrDefault(
                each => home is null
                    ? string.Equals(each.UserName, row.User.Name, StringComparison.OrdinalIgnoreCase)
                    : each.HomeAccountId == home)
            : null;
        var canRenew = !row.User.IsPerson || person is { CanRenew: true };
        if (token is null && !canRenew)
        {
            throw Flows.Msal.MsalErrors.NoSuchAccount(row.User.Name);
        }

        return az.Output.Write(json => Write(json, row, az.ConfigFolderLocator.Context, token, canRenew, isOnline), Table);
    }

    // A token, renewed if it must be, and a request that shows that ARM accepts it.
    private static async Task ProveAsync(Composition az, Subscription row, CancellationToken cancel)
    {
        var token = az.AccessToken.ForResourceManager(row);
        if (row.IsTenantLevel)
        {
            _ = await az.ArmReader.ListAsync("tenants", token, cancel);
        }
        else
        {
            _ = await az.ArmReader.GetAsync($"subscriptions/{Uri.EscapeDataString(row.Id)}", token, cancel);
        }
    }

    // Others chose these names, and a prompt puts them on a terminal through a pipe: they are made harmless here (attack S9).
    private static void Write(Utf8JsonWriter json, Subscription row, string? context, CachedToken? token, bool canRenew, bool isOnline)
    {
        json.WriteStartObject();
        json.WriteBoolean("canRenew", canRenew);
        json.WriteString("cloud", row.EnvironmentName);
        json.WriteString("context", context);
        json.WriteString("signedInAs", KindOf(row.User));
        json.WriteString("subscriptionId", row.IsTenantLevel ? null : row.Id);
        json.WriteString("subscriptionName", row.IsTenantLevel ? null : VisibleText.Line(row.Name));
        json.WriteString("tenantId", row.TenantId);
        json.WriteString("tenantName", (row.TenantDisplayName ?? row.TenantDefaultDomain) is { } name ? VisibleText.Line(name) : null);
        json.WriteString("tokenExpiresOn", token?.ExpiresOn.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        json.WriteString("user", row.User.Name);
        json.WriteBoolean("verified", isOnline);
        json.WriteEndObject();
    }

    private static string KindOf(AccountUser user) => user switch
    {
        { IsPerson: true } => "user",
        { IsManagedIdentity: true } => "managedIdentity",
        _ => "servicePrincipal",
    };
}
