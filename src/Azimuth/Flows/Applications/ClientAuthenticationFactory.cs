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

    /// <exception cref="UserError">A file is missing or not what it should be, or the entry holds nothing to show.</exception>
    internal async Task<ClientAuthentication> OfAsync(ServicePrincipalEntry entry, CancellationToken cancel) => entry switch
    {
        { Certificate: { } path } => new ClientAuthentication.OfCertificate(
            CertificateFile.Read(
                path,
                entry.CertificatePassword.IsEmpty ? new(environment.NonEmpty(CertificatePassword)) : entry.CertificatePassword),
                entry.UseCertSnIssuer),
        { ClientSecret.IsEmpty: false } => new ClientAuthentication.OfSecret(entry.ClientSecret),
        { AssertionFile: not null } or { Recipe: not null } or { ClientAssertion.IsEmpty: false } =>
            new ClientAuthentication.OfAssertion(await assertions.GetAsync(entry, cancel)),
        _ => throw ApplicationErrors.NotKept(entry.ClientId, entry.Tenant),
    };
}
