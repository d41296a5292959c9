using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Login.Options;

/// <summary>
/// The variables from which the Azure SDKs' EnvironmentCredential and WorkloadIdentityCredential take an application:
/// <c>az login --service-principal</c> takes what its options leave out.
/// </summary>
internal static class ServicePrincipalVariables
{
    /// <summary>
    /// The options, completed by variables. An option always wins, and with a credential among the options those of the variables are not
    /// read.
    /// </summary>
    public static LoginOptions Complete(LoginOptions options, EnvironmentVariables environment)
    {
        if (!options.IsServicePrincipal || options.IsIdentity)
        {
            return options;
        }

        var named = options with
        {
            UserName = options.UserName ?? environment.NonEmpty("AZURE_CLIENT_ID"),
            TenantNamesOrIds = options.TenantNamesOrIds is [] && environment.NonEmpty("AZURE_TENANT_ID") is { } tenant
                ? [tenant]
                : options.TenantNamesOrIds,
        };
        if (named.HasCredential)
        {
            return named;
        }

        // In the SDKs' order.
        return environment.NonEmpty("AZURE_CLIENT_SECRET") is { } secret ? named with { PasswordValue = new(secret) }
            : environment.NonEmpty("AZURE_CLIENT_CERTIFICATE_PATH") is { } certificate
                ? named with { CertificateFile = certificate, CertificateFileSource = "AZURE_CLIENT_CERTIFICATE_PATH" }
            : environment.NonEmpty("AZURE_FEDERATED_TOKEN_FILE") is { } file
                ? named with { FederatedTokenFile = file, FederatedTokenFileSource = "AZURE_FEDERATED_TOKEN_FILE" }
            : named;
    }
}
