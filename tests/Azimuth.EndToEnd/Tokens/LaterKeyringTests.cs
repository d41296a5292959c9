using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Azimuth.EndToEnd.Security;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Tokens;

/// <summary>
/// Two users and two applications in the layout of the Azure CLI after 2.91, as MSAL Python keeps them: used, signed out and cleared.
/// </summary>
public sealed class LaterKeyringTests
{
    private const string Tokens = "msal_token_cache";
    private const string Secrets = "service_principal_entries";
    private static readonly Application First = NewApplication("55555555-5555-5555-5555-000000000001", "First");
    private static readonly Application Second = NewApplication("55555555-5555-5555-5555-000000000002", "Second");
    private static readonly Person Bob = new(Guid.Parse("22222222-2222-2222-2222-000000000009"), "bob@contoso.onmicrosoft.com", "Bob");

    [Fact]
    public async Task One_user_and_one_application_sign_out_and_the_other_two_stay_and_clearing_leaves_nothing()
    {
        await using var azure = await StartAsync();
        await using var keyring = await Keyring.StartAsync();
        using var home = await SignedInAsync(azure, keyring);
        await HideAsync(home);

        await UseAsync(home, Contoso.Ada.UserName, Bob.UserName, $"{First.ClientId}", $"{Second.ClientId}");
        Places(home).ShouldBe([$"{Tokens}.sig", $"{Secrets}.sig"]);
        (await home.Az.RunAsync($"logout --username {Bob.UserName}")).ShouldSucceed();
        (await home.Az.RunAsync($"logout --username {Second.ClientId}")).ShouldSucceed();

        (await RunPythonAsync(home, "raw", Tokens)).ShouldNotContain(Bob.UserName);
        (await RunPythonAsync(home, "raw", Secrets)).ShouldNotContain($"{Second.ClientId}");
        await UseAsync(home, Contoso.Ada.UserName, $"{First.ClientId}");
        (await home.Az.RunAsync("account clear")).ShouldSucceed().Stderr.ShouldBeEmpty();
        (await home.Az.RunAsync("account clear")).ShouldSucceed().Stderr.ShouldBeEmpty();
        Places(home).ShouldBeEmpty();
        JsonNode.Parse(await RunPythonAsync(home, "users", Tokens))!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Switched_off_and_on_everyone_stays_signed_in_and_signing_out_empties_it_all()
    {
        await using var azure = await StartAsync();
        await using var keyring = await Keyring.StartAsync();
        using var home = await SignedInAsync(azure, keyring);
        await HideAsync(home);

        (await home.Az.RunAsync("config set core.encrypt_token_cache=false")).ShouldSucceed().Stderr.ShouldBeEmpty();
        Places(home).ShouldBe([$"{Tokens}.json", $"{Secrets}.json"]);
        await UseAsync(home, Contoso.Ada.UserName, Bob.UserName, $"{First.ClientId}", $"{Second.ClientId}");

        await HideAsync(home);
        (await home.Az.RunAsync("config set core.encrypt_token_cache=true")).ShouldSucceed().Stderr.ShouldBeEmpty();
        await UseAsync(home, Contoso.Ada.UserName, Bob.UserName, $"{First.ClientId}", $"{Second.ClientId}");
        Places(home).ShouldBe([$"{Tokens}.sig", $"{Secrets}.sig"]);
    }

    [Fact]
    public async Task Without_a_bus_the_plain_file_is_used_and_the_warning_says_why()
    {
        await using var azure = await StartAsync();
        using var home = azure.NewHome();
        home.Put($"{Tokens}.sig", "");

        var login = await home.Az.SignInAsync(Contoso.Ada);

        login.Stderr.ShouldContain("WARNING: Tokens cannot be encrypted: this session has no D-Bus");
        login.Stderr.ShouldContain("they are kept unencrypted in");
        (await home.Az.RunAsync("account get-access-token")).ShouldSucceed().Stderr.ShouldBeEmpty();
    }

    private static Application NewApplication(string id, string name) =>
        new(Guid.Parse(id), name, Contoso.Domain) { Secrets = [$"Secret-of-{name}"] };

    private static Task<Sandbox> StartAsync() =>
        Sandbox.StartAsync(Scenario.Contoso with { People = [Contoso.Ada, Bob], Applications = [First, Second] });

    private static async Task<Home> SignedInAsync(Sandbox azure, Keyring keyring)
    {
        var home = azure.NewHome();
        foreach (var (name, value) in keyring.Variables)
        {
            home.Variables[name] = value;
        }

        foreach (var person in (Person[])[Contoso.Ada, Bob])
        {
            (await home.Az.RunAsync($"login -u {person.UserName} -p {person.Password} -o none")).ShouldSucceed();
        }

        foreach (var one in (Application[])[First, Second])
        {
            (await home.Az.RunAsync(
                $"login --service-principal -u {one.ClientId} -p {one.Secrets[0]} -t {Contoso.Id} --allow-no-subscriptions -o none"))
            .ShouldSucceed();
        }

        return home;
    }

    // As the later Azure CLI would have kept what the plain files hold.
    private static async Task HideAsync(Home home)
    {
        foreach (var name in (string[])[Tokens, Secrets])
        {
            var plain = Path.Combine(home.Config, $"{name}.json");
            await RunPythonAsync(home, "save", name, plain);
            File.Delete(plain);
        }
    }

    // A token that no cache holds shows that a secret or a refresh token can be read; asked again, it is cached.
    private static async Task UseAsync(Home home, params string[] users)
    {
        var rows = JsonNode.Parse(home["azureProfile.json"].TrimStart('\uFEFF'))!["subscriptions"]!.AsArray();
        foreach (var user in users)
        {
            rows[0]!["user"] = new JsonObject
            {
                ["name"] = user,
                ["type"] = user.Contains('@', StringComparison.Ordinal) ? "user" : "servicePrincipal"
            };
            rows[0]!["tenantId"] = $"{Contoso.Id}";
            foreach (var row in rows)
            {
                row!["isDefault"] = ReferenceEquals(row, rows[0]);
            }

            home.Put("azureProfile.json", rows.Root.ToJsonString());
            foreach (var resource in (string[])[
                "https://vault.azure.net", "https://vault.azure.net", $"https://{Guid.NewGuid():N}.example"
            ])
            {
                var token = await home.Az.RunAsync($"account get-access-token --resource {resource}");
                if (resource.EndsWith("net", StringComparison.Ordinal))
                {
                    token.ShouldSucceed().Stderr.ShouldBeEmpty();
                }
                else
                {
                    token.ShouldExit(1).Stderr
                        .ShouldStartWith("ERROR: AADSTS500011", customMessage: $"{user} was not asked for at Entra ID");
                }
            }
        }
    }

    private static IEnumerable<string?> Places(Home home) =>
        Directory.EnumerateFiles(home.Config).Select(Path.GetFileName)
            .Where(each => each!.StartsWith(Tokens, StringComparison.Ordinal) || each.StartsWith(Secrets, StringComparison.Ordinal))
            .Where(each => !each!.EndsWith(".lockfile", StringComparison.Ordinal))
            .Order();

    private static async Task<string> RunPythonAsync(Home home, string verb, string name, params string[] more)
    {
        var (code, stdout, stderr) = await Tool.RunAsync(
            ["/usr/bin/python3", Script(), verb, Path.Combine(home.Config, $"{name}.sig"), .. more], home.Variables, home.WorkingFolder);
        code.ShouldBe(0, stderr);
        return stdout;
    }

    private static string Script([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "msal_keyring.py");
}
