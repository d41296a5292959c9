using Azimuth.Cli.Services;
using Azimuth.Flows;
using Azimuth.Flows.Applications;
using Azimuth.Tokens;

namespace Azimuth.Cli.Commands.Login;

/// <summary><c>az login --service-principal</c>: an application signs in. No selector.</summary>
internal static class ServicePrincipalLogin
{
    public static async Task<int> RunAsync(LoginOptions words, Composition az, CancellationToken cancel)
    {
        if (words.TenantNameOrId is null)
        {
            throw new UserError("Please supply tenant using \"--tenant\"");
        }

        var entry = await EntryAsync(words, az, cancel);
        var story = new SignInConsole(az.Terminal, az.Time, selects: false, words.AllowsNoSubscriptions, way: "");
        var signIn = az.Session.SignIn((_, session) => az.Applications.SignIn(entry, session));
        return await Login.RunAsync(Login.Order(words, FlowKind.ServicePrincipal), signIn, story, az, cancel);
    }

    // In the Azure CLI's order where several are given; a secret is never looked at as a path.
    private static async Task<ServicePrincipalEntry> EntryAsync(LoginOptions words, Composition az, CancellationToken cancel)
    {
        var entry = new ServicePrincipalEntry { ClientId = words.UserName!, Tenant = words.TenantNameOrId! };
        if (words.CertificateFile is { } given)
        {
            var certificate = CredentialFile.PathOf(
                given, words.CertificateFileSource, "a certificate and its private key", az.Environment);
            var password = words.PasswordValue.IsEmpty && words.PasswordFile is null
                ? default
                : await PasswordInput.ReadAsync(words, az, cancel);
            return entry with { Certificate = certificate, UseCertSnIssuer = words.UsesCertSnIssuer, CertificatePassword = password };
        }

        if (!words.FederatedTokenValue.IsEmpty)
        {
            var recipe = az.Applications.Jobs.RecipeHere(PipelineIdTokens.AudienceOf(words.FederatedTokenValue));
            return entry with { ClientAssertion = words.FederatedTokenValue, Recipe = recipe };
        }

        if (words.FederatedTokenFile is { } file)
        {
            return entry with
            {
                AssertionFile = CredentialFile.PathOf(file, words.FederatedTokenFileSource, "a federated token", az.Environment)
            };
        }

        var isTold = !words.PasswordValue.IsEmpty || words.PasswordFile is not null;
        return !isTold && az.Applications.Jobs.RecipeHere() is { } job
            ? entry with { Recipe = job }
            : entry with { ClientSecret = await PasswordInput.ReadAsync(words, az, cancel) };
    }
}
