using Azimuth.Configuration;
using Azimuth.Tokens;

namespace Azimuth.Flows.Applications;

/// <summary>From how an application signs in to what it shows now.</summary>
/// <param name="assertions">Gets federated tokens.</param>
/// <param name="environment">The environment variables, of which one may hold the password of the certificate.</param>
public sealed class ClientAuthenticationFactory(Assertions assertions, EnvironmentVariables environment)
{
    /// <summary>The environment variable that the Azure SDKs use.</summary>
    public const string CertificatePassword = "AZURE_CLIENT_CERTIFICATE_PASSWORD";

    /// <summary>When the certificate of an entry expires, in UTC; null where it has none, or one that cannot be read.</summary>
    /// <param name="entry">How the application signs in.</param>
    internal DateTimeOffset? CertificateExpiresOn(ServicePrincipalEntry entry)
    {
        if (entry.Certificate is not { } path)
        {
            return null;
        }

        try
        {
            using var certificate = CertificateFile.Read(path, PasswordOf(entry));
            return certificate.NotAfter.ToUniversalTime();
        }
        catch (UserError)
        {
            return null; // the next sign-in says why
        }
    }

    /// <exception cref="UserError">A file is missing or not what it should be, or the entry holds nothing to show.</exception>
    internal async Task<ClientAuthentication> OfAsync(ServicePrincipalEntry entry, CancellationToken cancel) => entry switch
    {
        { Certificate: { } path } => new ClientAuthentication.OfCertificate(
            CertificateFile.Read(path, PasswordOf(entry)), entry.UseCertSnIssuer),
        { ClientSecret.IsEmpty: false } => new ClientAuthentication.OfSecret(entry.ClientSecret),
        { AssertionFile: not null } or { Recipe: not null } or { ClientAssertion.IsEmpty: false } =>
            new ClientAuthentication.OfAssertion(await assertions.GetAsync(entry, cancel)),
        _ => throw ApplicationErrors.NotKept(entry.ClientId, entry.Tenant),
    };

    private Secret PasswordOf(ServicePrincipalEntry entry) =>
        entry.CertificatePassword.IsEmpty ? new(environment.NonEmpty(CertificatePassword)) : entry.CertificatePassword;
}
