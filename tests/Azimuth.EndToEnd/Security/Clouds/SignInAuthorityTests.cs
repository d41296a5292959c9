using Azimuth.EndToEnd.Clouds;
using Azimuth.EndToEnd.SignIn.Applications;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Security.Clouds;

/// <summary>
/// Attack S1: what signs an identity in again goes to the authority at which it signed in, whatever a later definition of the cloud says.
/// </summary>
public sealed class SignInAuthorityTests
{
    private const string Id = "55555555-5555-5555-5555-555555555555";
    private const string Secret = "Application-secret-7731";
    private const string Other = "account get-access-token --resource https://vault.azure.net";
    private const string Subscriptions = "rest -u /subscriptions?api-version=2022-12-01";
    private const string AsUser = "login --use-device-code --allow-no-subscriptions";
    private static readonly string AsApplication = $"login --service-principal -u {Id} -t {Contoso.Id} -o none";

    [Theory]
    [InlineData("secret")]
    [InlineData("certificate")]
    [InlineData("federated token")]
    [InlineData("refresh token")]
    public async Task Another_authority_of_the_same_cloud_gets_nothing_until_the_identity_signs_in_there(string credential)
    {
        using var certificates = new Certificates();
        var scenario = FederatedTests.Azure with
        {
            Applications = [FederatedTests.Azure.Applications[0] with { Secrets = [Secret], Certificates = [certificates.Public] }],
        };
        await using var azure = await Sandbox.StartAsync(scenario);
        await using var evil = await Sandbox.StartAsync(scenario);
        using var first = ListOf(azure);
        using var later = ListOf(evil);
        using var home = Unregistered(azure, evil);
        home.Put("sp.pem", certificates.KeyAndCertificate);
        home.Put("token", await FederatedTests.AssertionAsync(azure));
        home.Variables["ARM_CLOUD_METADATA_URL"] = first.Url;
        await SignInAsync(home, azure, credential);
        (await home.Az.RunAsync(Other)).ShouldSucceed();

        home.Variables["ARM_CLOUD_METADATA_URL"] = later.Url;
        var cached = await home.Az.RunAsync(Other);
        var asked = await home.Az.RunAsync("account get-access-token --resource https://storage.azure.com");
        var rest = await home.Az.RunAsync("rest -u https://graph.microsoft.com/v1.0/me --resource https://graph.microsoft.com");
        var refreshed = await home.Az.RunAsync("account list --refresh");

        cached.ShouldSucceed().Stderr.ShouldBeEmpty();
        foreach (var refused in (AzResult[])[asked, rest, refreshed])
        {
            refused.Stderr.ShouldContain(
                $"signed in to the cloud 'Corporate' at {HostOf(azure)}, and the cloud now signs in at {HostOf(evil)}.");
            refused.Stderr.ShouldContain("sign in again:");
        }

        asked.ShouldExit(1).Stdout.ShouldBeEmpty();
        (await evil.Journal.ReadAsync()).ShouldBeEmpty("what is not sent to an authority is nothing at all");

        await SignInAsync(home, evil, credential);
        (await home.Az.RunAsync("account get-access-token --resource https://storage.azure.com")).ShouldSucceed();
        home.Variables["ARM_CLOUD_METADATA_URL"] = first.Url;
        (await home.Az.RunAsync("account get-access-token --resource https://batch.core.windows.net"))
            .ShouldExit(1).Stderr
            .ShouldContain($"now signs in at {HostOf(azure)}");
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("refresh token")]
    public async Task Where_nothing_is_remembered_only_a_cloud_that_the_files_know_gets_it(string credential)
    {
        await using var azure = await Sandbox.StartAsync(
            FederatedTests.Azure with { Applications = [FederatedTests.Azure.Applications[0] with { Secrets = [Secret] }] });
        using var list = ListOf(azure);
        using var home = Unregistered(azure, azure);
        home.Variables["ARM_CLOUD_METADATA_URL"] = list.Url;
        await SignInAsync(home, azure, credential);
        home.ForgetAuthorities();
        var before = await azure.Journal.CountAsync("token");

        var unknown = await home.Az.RunAsync(Other);
        var asked = await azure.Journal.CountAsync("token") - before;
        (await home.Az.RunAsync(["cloud", "update", "--name", "Corporate", "--endpoint-active-directory", azure.SignIn])).ShouldSucceed();
        var registered = await home.Az.RunAsync(Other);

        unknown.ShouldExit(1).Stderr
            .ShouldContain(
                $"Only ARM_CLOUD_METADATA_URL says that the cloud 'Corporate' signs in at {HostOf(azure)}, and it is not known where");
        asked.ShouldBe(0);
        registered.ShouldSucceed();
    }

    [Fact]
    public async Task A_registered_cloud_that_was_given_another_authority_gets_it_after_the_next_sign_in()
    {
        var scenario = FederatedTests.Azure with { Applications = [FederatedTests.Azure.Applications[0] with { Secrets = [Secret] }] };
        await using var azure = await Sandbox.StartAsync(scenario);
        await using var moved = await Sandbox.StartAsync(scenario);
        using var home = azure.NewHome();
        home.Variables["REQUESTS_CA_BUNDLE"] = moved.CaFile;
        await SignInAsync(home, azure, "secret");
        (await home.Az.RunAsync(
            [
                "cloud", "update", "--name", "Sandbox", "--endpoint-active-directory", moved.SignIn,
                "--endpoint-resource-manager", moved.Arm, "--skip-endpoint-discovery"
            ])).ShouldSucceed();

        var refused = await home.Az.RunAsync(Other);
        (await moved.Journal.CountAsync("token")).ShouldBe(0);
        await SignInAsync(home, moved, "secret");

        refused.ShouldExit(1).Stderr
            .ShouldEndWith(
                $"If {HostOf(moved)} is the right host, sign in again:\naz login --service-principal --username {Id} "
                    + $"--tenant {Contoso.Id}\n");
        (await home.Az.RunAsync(Other)).ShouldSucceed();
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("refresh token")]
    public async Task Another_Resource_Manager_of_the_same_cloud_gets_no_token_until_the_identity_signs_in_again(string credential)
    {
        var scenario = FederatedTests.Azure with { Applications = [FederatedTests.Azure.Applications[0] with { Secrets = [Secret] }] };
        await using var azure = await Sandbox.StartAsync(scenario);
        await using var evil = await Sandbox.StartAsync(scenario);
        using var first = ListOf(azure);
        using var later = new FakeMetadataServer(_ => $"[{FakeMetadataServer.Cloud("Corporate", azure.SignIn, evil.Arm)}]");
        using var home = Unregistered(azure, evil);
        home.Variables["ARM_CLOUD_METADATA_URL"] = first.Url;
        await SignInAsync(home, azure, credential);
        (await home.Az.RunAsync(Subscriptions)).ShouldSucceed();

        home.Variables["ARM_CLOUD_METADATA_URL"] = later.Url;
        foreach (var line in (string[])[
            Subscriptions, $"rest -u {evil.Arm}/subscriptions?api-version=2022-12-01", "account tenant list", "account list-locations",
            "account status --online", "account list --refresh"])
        {
            var refused = await home.Az.RunAsync(line);

            refused.Stderr.ShouldContain(
                $"was {HostOf(azure.Arm)} when '{NameOf(credential)}' signed in, and ARM_CLOUD_METADATA_URL now names "
                    + $"{HostOf(evil.Arm)}. No token is sent to {HostOf(evil.Arm)}.",
                customMessage: line);
            refused.Stderr.ShouldContain("sign in again:");
        }

        (await evil.Journal.ReadAsync()).ShouldBeEmpty("no request carries a token there");
        (await home.Az.RunAsync("account get-access-token")).ShouldSucceed(); // the caller's to send
        (await home.Az.RunAsync(Other)).ShouldSucceed();

        home.Put("azimuth/authorities.json", home["azimuth/authorities.json"].Replace($" {azure.Arm}", "", StringComparison.Ordinal));
        (await home.Az.RunAsync("account get-access-token --resource https://storage.azure.com")).ShouldSucceed(); // an older note counts
    }

    [Fact]
    public async Task A_Resource_Manager_of_a_later_list_gets_tokens_after_the_next_sign_in()
    {
        var scenario = FederatedTests.Azure with { Applications = [FederatedTests.Azure.Applications[0] with { Secrets = [Secret] }] };
        await using var azure = await Sandbox.StartAsync(scenario);
        using var list = ListOf(azure);
        using var home = Unregistered(azure, azure);
        home.Variables["ARM_CLOUD_METADATA_URL"] = list.Url;
        await SignInAsync(home, azure, "secret");
        var note = home["azimuth/authorities.json"];
        note.ShouldContain($"{azure.SignIn.TrimEnd('/')} {azure.Arm.TrimEnd('/')}");
        home.Put("azimuth/authorities.json", note.Replace(azure.Arm.TrimEnd('/'), "https://arm.before.test", StringComparison.Ordinal));
        (await home.Az.RunAsync(Subscriptions)).ShouldExit(1);

        await SignInAsync(home, azure, "secret");

        (await home.Az.RunAsync(Subscriptions)).ShouldSucceed();
    }

    [Theory]
    [InlineData("logout")]
    [InlineData("account clear")]
    public async Task A_sign_out_forgets_where_it_was(string line)
    {
        await using var azure = await Sandbox.StartAsync(
            FederatedTests.Azure with { Applications = [FederatedTests.Azure.Applications[0] with { Secrets = [Secret] }] });
        using var home = azure.NewHome();
        await SignInAsync(home, azure, "secret");
        home["azimuth/authorities.json"].ShouldContain(Id);

        (await home.Az.RunAsync(line)).ShouldSucceed();

        home["azimuth/authorities.json"].Trim().ShouldBe("{}");
    }

    private static FakeMetadataServer ListOf(Sandbox azure) =>
        new(_ => $"[{FakeMetadataServer.Cloud("Corporate", azure.SignIn, azure.Arm)}]");

    private static string HostOf(Sandbox azure) => HostOf(azure.SignIn);

    private static string HostOf(string address) => new Uri(address).Authority;

    private static string NameOf(string credential) => credential == "refresh token" ? Contoso.Ada.UserName : Id;

    // A machine that trusts both servers and has no cloud registered.
    private static Home Unregistered(Sandbox azure, Sandbox other)
    {
        var home = azure.NewHome();
        File.Delete(Path.Combine(home.Config, "clouds.config"));
        home.Put("config", "[core]\ninstance_discovery = false\n");
        home.Variables["REQUESTS_CA_BUNDLE"] = other.CaFile;
        return home;
    }

    private static async Task SignInAsync(Home home, Sandbox azure, string credential)
    {
        if (credential != "refresh token")
        {
            string[] proof = credential switch
            {
                "secret" => ["-p", Secret],
                "certificate" => ["--certificate", Path.Combine(home.Config, "sp.pem")],
                _ => ["--federated-token-file", Path.Combine(home.Config, "token")],
            };
            if (credential == "federated token")
            {
                home.Put("token", await FederatedTests.AssertionAsync(azure));
            }

            (await home.Az.RunAsync([.. AsApplication.Split(' '), .. proof])).ShouldSucceed();
            return;
        }

        await using var terminal = Terminal.Start(home, AsUser);
        await terminal.WaitForAsync("Sign in there? [y/N]");
        await terminal.TypeAsync("y\n");
        await azure.Control.ApproveDeviceCodeAsync(await terminal.DeviceCodeAsync(), Contoso.Ada);
        await terminal.WaitForAsync("Select a subscription and tenant");
        await terminal.TypeAsync("\n");
        await terminal.WaitForAsync("Subscription: ");
        await terminal.TypeAsync("\u0003"); // no second factor for the tenant that wants one
        await terminal.EndAsync();
    }
}
