using Azimuth.Flows.Msal;
using Azimuth.Tokens;

namespace Azimuth.Flows.Applications;

/// <summary>
/// Why an application did not get in, and what mends it. Entra ID's own words stay; the lines below them are the Azure CLI's (2.91,
/// recorded) and ours.
/// </summary>
internal static class ApplicationErrors
{
    private const int WrongSecret = 7000215;

    private const string PerhapsACertificate =
        "The error may be caused by passing a service principal certificate with --password. Please note that --password no longer "
            + "accepts a service principal certificate. "
        + "To pass a service principal certificate, use --certificate instead.";

    public static UserError Explain(Exception failure, ServicePrincipalEntry entry)
    {
        var said = MsalErrors.Explain(failure, tenant: null, []);
        return !said.RequiresSignIn ? said
            : said.AuthorityError is { Code: WrongSecret } ? said.WithRemedy(PerhapsACertificate, failure)
            : said.WithRemedy($"{said.Remedy}\nTo sign in as this service principal, run: "
                + $"{LoginCommand(entry)}", failure, requiresSignIn: true);
    }

    /// <summary>The profile knows the application, the file of credentials does not.</summary>
    public static UserError NotKept(string clientId, string tenant) => new(
        $"The credential of service principal {clientId} was not found in the local cache. Run `az login` for this service principal.",
        $"To sign in, run: az login --service-principal --username {clientId} --tenant {tenant}");

    /// <summary>What an application of several tenants signed in with in one goes to another one: the Azure CLI's text (2.91).</summary>
    public static string OfOtherTenant(string clientId, string tenant, string keptFor) =>
        $"Could not retrieve credential from local cache for service principal {clientId} under tenant {tenant}. "
        + $"Trying credential under tenant {keptFor}, assuming that is an app credential.";

    private static string LoginCommand(ServicePrincipalEntry entry) =>
        $"az login --service-principal --username {entry.ClientId} --tenant {entry.Tenant} " + entry switch
        {
            { Certificate: not null } => "--certificate FILE",
            { ClientSecret.IsEmpty: false } => "--password-file FILE",
            _ => "--federated-token-file FILE",
        };
}
