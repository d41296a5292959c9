using Azimuth.EndToEnd.SignIn.Applications;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Repository.Pages;

/// <summary>docs/sign-in: passwords, applications and pipelines, as their pages show them.</summary>
public sealed class SignInPagesTests
{
    private const string Id = "55555555-5555-5555-5555-555555555555";
    private const string GitHub = "https://token.actions.githubusercontent.com";
    private const string Repository = "repo:contoso/shop:ref:refs/heads/main";

    [Theory]
    [InlineData("password.md")]
    [InlineData("service-principal.md")]
    [InlineData("pipelines.md")]
    public async Task Each_session_is_what_happens(string page)
    {
        using var certificates = new Certificates();
        await using var azure = await Sandbox.StartAsync(FederatedTests.Azure with
        {
            People = [Contoso.Ada with { GuestOf = [] }, Contoso.Grace],
            Applications = [
                FederatedTests.Azure.Applications[0] with { Secrets = ["Azimuth-sandbox-secret-1"], Certificates = [certificates.Public] }
            ],
        });

        await PageSessions.CheckAsync(page, azure, async (surroundings, home) =>
        {
            Put(home, "password.txt", Contoso.Ada.Password);
            Put(home, "secret.txt", "Azimuth-sandbox-secret-1");
            Put(home, "sp.pem", certificates.KeyAndCertificate);
            if (surroundings is "github" or "azure-devops")
            {
                FederatedTests.BeJob(home, azure, surroundings);
            }

            if (surroundings is "variables" or "kubernetes")
            {
                home.Variables["AZURE_CLIENT_ID"] = Id;
                home.Variables["AZURE_TENANT_ID"] = $"{Contoso.Id}";
                Put(home, "token", await FederatedTests.AssertionAsync(azure, GitHub, Repository));
                home.Variables[surroundings == "variables" ? "AZURE_CLIENT_SECRET" : "AZURE_FEDERATED_TOKEN_FILE"] =
                    surroundings == "variables" ? "Azimuth-sandbox-secret-1" : Path.Combine(home.WorkingFolder, "token");
            }
        });
    }

    private static void Put(Home home, string name, string text) => File.WriteAllText(Path.Combine(home.WorkingFolder, name), text);
}
