using Azimuth.Cli.Commands.Login.Options;
using Azimuth.Cli.Commands.Login.Progress;
using Azimuth.Configuration;
using Azimuth.Flows;
using Azimuth.Flows.Applications;
using Azimuth.Sessions;
using Azimuth.Tokens;

namespace Azimuth.Cli.Commands.Login;

/// <summary><c>az login --service-principal</c>: an application signs in. No selector.</summary>
/// <param name="input">Reads a secret, or the password of a certificate.</param>
/// <param name="jobs">The pipeline job that this is, which proves itself to the application.</param>
/// <param name="environment">Where <c>~</c> leads.</param>
/// <param name="signIn">Makes the sign-in.</param>
/// <param name="runner">Runs it.</param>
internal sealed class ServicePrincipalLogin(
    PasswordInput input, PipelineIdTokens jobs, EnvironmentVariables environment, Func<ServicePrincipalEntry, SignIn> signIn,
    SignInRunner runner)
{
    public async Task<int> RunAsync(LoginOptions options, CancellationToken cancel)
    {
        if (options.TenantNameOrId is null)
        {
            throw new UserError("Please supply tenant using \"--tenant\"");
        }

        var entry = await EntryAsync(options, cancel);
        return await runner.ListAsync(signIn(entry), options.Order([FlowKind.ServicePrincipal]), cancel);
    }

    // In the Azure CLI's order where several are given; a secret is never looked at as a path.
    private async Task<ServicePrincipalEntry> EntryAsync(LoginOptions options, CancellationToken cancel)
    {
        var entry = new ServicePrincipalEntry { ClientId = options.UserName!, Tenant = options.TenantNameOrId! };
        if (options.CertificateFile is { } given)
        {
            var certificate = CredentialFile.PathOf(
                given, options.CertificateFileSource, "a certificate and its private key", environment);
            var password = options.PasswordValue.IsEmpty && options.PasswordFile is null
                ? default
                : await input.ReadAsync(options, cancel);
            return entry with { Certificate = certificate, UseCertSnIssuer = options.UsesCertSnIssuer, CertificatePassword = password };
        }

        if (!options.FederatedTokenValue.IsEmpty)
        {
            var recipe = jobs.RecipeHere(PipelineIdTokens.AudienceOf(options.FederatedTokenValue));
            return entry with { ClientAssertion = options.FederatedTokenValue, Recipe = recipe };
        }

        if (options.FederatedTokenFile is { } file)
        {
            return entry with
            {
                AssertionFile = CredentialFile.PathOf(file, options.FederatedTokenFileSource, "a federated token", environment)
            };
        }

        var isGiven = !options.PasswordValue.IsEmpty || options.PasswordFile is not null;
        return !isGiven && jobs.RecipeHere() is { } job
            ? entry with { Recipe = job }
            : entry with { ClientSecret = await input.ReadAsync(options, cancel) };
    }
}
