using System.Globalization;
using System.Text.Json;
using Azimuth.Accounts;
using Azimuth.Cli.Output.Formats;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Terminal.Text;
using Azimuth.Configuration;
using Azimuth.Discovery;
using Azimuth.Sessions;

namespace Azimuth.Cli.Commands.Account;

/// <summary>
/// <c>az account status</c>: who is signed in, where, how, until when. An addition: the Azure CLI can only be asked for a
/// token. Without <c>--online</c> it reads three files and no network, quick enough for a prompt.
/// </summary>
internal sealed class AccountStatus(
    ProfileFile file, AccountSelection selection, Func<SignInStatus> status, Func<ArmReader> arm, StatusNotes notes, Output.Output output)
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

    public static CommandSpec Describe(Func<AccountStatus> command)
    {
        var subscription = CommonOptions.Subscription();
        var online = new Flag("--online") { Help = "Verify with the server that the sign-in is still valid." };
        return new("account status", "Show which account is signed in, and when its token expires.")
        {
            Options = [subscription, online],
            Run = (arguments, cancel) => command().RunAsync(arguments.GetValue(subscription), arguments.GetValue(online), cancel),
        };
    }

    private async Task<int> RunAsync(string? nameOrId, bool isOnline, CancellationToken cancel)
    {
        var row = selection.Find(await file.ReadAsync(cancel), nameOrId);
        row.CheckUsable();
        if (isOnline)
        {
            await ProveAsync(row, cancel);
        }

        var state = await status().FindAsync(row, cancel);
        notes.WarnOfCertificate(row, state.CertificateExpiresOn);
        return output.Write(json => Write(json, row, notes.Context, state, isOnline), Table);
    }

    // A token, renewed if it must be, and a request that shows that ARM accepts it.
    private async Task ProveAsync(Subscription row, CancellationToken cancel)
    {
        if (row.IsTenantLevel)
        {
            _ = await arm().ListAsync("tenants", row, cancel);
        }
        else
        {
            _ = await arm().GetAsync($"subscriptions/{Uri.EscapeDataString(row.Id)}", row, cancel);
        }
    }

    // Others chose these names, and a prompt puts them on a terminal through a pipe: they are made harmless here (attack S9).
    private static void Write(Utf8JsonWriter json, Subscription row, string? context, SignInState state, bool isOnline)
    {
        json.WriteStartObject();
        json.WriteBoolean("canRenew", state.CanRenew);
        json.WriteString("certificateExpiresOn", Text(state.CertificateExpiresOn));
        json.WriteString("cloud", row.EnvironmentName);
        json.WriteString("context", context);
        json.WriteString("renewedOn", Text(state.RenewedOn));
        json.WriteString("signedInAs", KindOf(row.User));
        json.WriteString("subscriptionId", row.IsTenantLevel ? null : row.Id);
        json.WriteString("subscriptionName", row.IsTenantLevel ? null : VisibleText.Line(row.Name));
        json.WriteString("tenantId", row.TenantId);
        json.WriteString("tenantName", (row.TenantDisplayName ?? row.TenantDefaultDomain) is { } name ? VisibleText.Line(name) : null);
        json.WriteString("tokenExpiresOn", Text(state.Token?.ExpiresOn));
        json.WriteString("user", row.User.Name);
        json.WriteBoolean("verified", isOnline);
        json.WriteEndObject();
    }

    private static string? Text(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string KindOf(AccountUser user) => user switch
    {
        { IsPerson: true } => "user",
        { IsManagedIdentity: true } => "managedIdentity",
        _ => "servicePrincipal",
    };
}

/// <summary>What <c>az account status</c> says beside what the files hold.</summary>
/// <param name="folder">Which context is worked in.</param>
/// <param name="terminal">Where warnings go.</param>
/// <param name="time">Decides what expires soon.</param>
internal sealed class StatusNotes(ConfigFolderLocator folder, Terminal.Terminal terminal, TimeProvider time)
{
    private static readonly TimeSpan WarnBefore = TimeSpan.FromDays(30);

    /// <summary>The context; null where none was chosen.</summary>
    public string? Context => folder.Context;

    /// <summary>Warns of a certificate that has expired or soon will.</summary>
    public void WarnOfCertificate(Subscription row, DateTimeOffset? expiresOn)
    {
        if (expiresOn is { } end && end - time.GetUtcNow() < WarnBefore)
        {
            terminal.Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"The certificate of service principal '{row.User.Name}' {(end <= time.GetUtcNow() ? "expired" : "expires")} on "
                    + $"{end:yyyy-MM-dd}. To sign in with a new one, run: az login --service-principal --username "
                    + $"{row.User.Name} --tenant {row.TenantId} --certificate FILE"));
        }
    }
}
