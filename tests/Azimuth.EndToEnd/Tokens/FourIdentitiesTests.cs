using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Tokens;

/// <summary>
/// Two users and two applications, with encryption on and off, with a keyring and without: each signs in and out alone
/// (docs/maintainers/microsoft-scenarios.md). Users are in the token cache alone and applications in the secret store alone, which
/// tells a wrong sign-out; only a token that no cache holds proves that a secret can be read.
/// </summary>
public sealed class FourIdentitiesTests
{
    private const string Setting = "AZURE_CORE_ENCRYPT_TOKEN_CACHE";
    private static readonly Person Bob = new(Guid.Parse("22222222-2222-2222-2222-000000000009"), "bob@contoso.onmicrosoft.com", "Bob");
    private static readonly Application First = NewApplication("55555555-5555-5555-5555-000000000001", "First");
    private static readonly Application Second = NewApplication("55555555-5555-5555-5555-000000000002", "Second");
    private static readonly string[] Plain = ["msal_token_cache.json", "service_principal_entries.json"];
    private static readonly string[] Signals = ["msal_token_cache.bin", "service_principal_entries.bin"];

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task One_signs_out_the_other_three_stay_clearing_leaves_nothing_and_all_of_it_can_be_done_again(
        bool encrypts, bool hasKeyring)
    {
        await using var azure = await StartAsync();
        await using var keyring = hasKeyring ? await Keyring.StartAsync() : null;
        using var home = NewHome(azure, keyring, encrypts);
        var isHidden = encrypts && hasKeyring;

        var warnings = await SignInAsync(home);

        warnings.Contains("are kept unencrypted in", StringComparison.Ordinal).ShouldBe(encrypts && !hasKeyring);
        Files(home).ShouldBe(isHidden ? Signals : Plain);
        if (isHidden)
        {
            Signals.ShouldAllBe(each => home[each].Length == 0);
            Directory.EnumerateFiles(home.Config, "*", SearchOption.AllDirectories)
                .ShouldAllBe(file => !File.ReadAllText(file).Contains("Secret-of"));
        }

        foreach (var leaving in (string[])[Bob.UserName, $"{First.ClientId}"])
        {
            (await home.Az.RunAsync($"logout --username {leaving}")).ShouldSucceed();
        }

        (await home.Az.RunAsync("account list --query [].user.name -o tsv")).ShouldSucceed()
            .Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().ShouldBe([$"{Second.ClientId}"]);
        if (!isHidden)
        {
            home[Plain[0]].ShouldContain(Contoso.Ada.UserName);
            home[Plain[0]].ShouldNotContain(Bob.UserName);
            home[Plain[1]].ShouldContain($"{Second.ClientId}");
            home[Plain[1]].ShouldNotContain($"{First.ClientId}");
        }

        await UseAsync(home, "https://vault.azure.net"); // the second application's
        (await home.Az.RunAsync(
            $"login -u {Contoso.Ada.UserName} -p {Contoso.Ada.Password} --tenant {Contoso.Id} -o none")).ShouldSucceed();
        await UseAsync(home, "https://storage.azure.com");

        foreach (var _ in (int[])[1, 2])
        {
            (await home.Az.RunAsync("account clear")).ShouldSucceed().Stderr.ShouldBeEmpty();
            Files(home).ShouldBeEmpty();
            (await home.Az.RunAsync("account list --all")).ShouldSucceed().Stdout.ShouldBe("[]\n");
        }

        (await home.Az.RunAsync("account get-access-token")).ShouldExit(1);
        await SignInAsync(home);
        Files(home).ShouldBe(isHidden ? Signals : Plain);
        await UseAsync(home, "https://vault.azure.net");
    }

    [Fact]
    public async Task Switched_on_and_off_again_by_the_variable_all_four_stay_signed_in_and_one_clear_empties_both_places()
    {
        await using var azure = await StartAsync();
        await using var keyring = await Keyring.StartAsync();
        using var home = NewHome(azure, keyring, encrypts: false);
        await SignInAsync(home);

        home.Variables[Setting] = "true";
        await UseAsync(home, "https://vault.azure.net");
        await UseAsync(home, "https://storage.azure.com");
        (await home.Az.RunAsync($"logout --username {First.ClientId}")).ShouldSucceed();
        home.Variables[Setting] = "false";
        await UseAsync(home, "https://database.windows.net");
        (await home.Az.RunAsync($"logout --username {First.ClientId}")).ShouldSucceed().Stderr.ShouldContain("is not signed in");
        home.Variables[Setting] = "true";
        (await home.Az.RunAsync($"login -u {Bob.UserName} -p {Bob.Password} --tenant {Contoso.Id} -o none")).ShouldSucceed();

        home.Variables[Setting] = "false";
        (await home.Az.RunAsync("account clear")).ShouldSucceed().Stderr.ShouldBeEmpty();

        Files(home).ShouldBeEmpty();
        foreach (var setting in (string[])["true", "false"])
        {
            home.Variables[Setting] = setting;
            (await home.Az.RunAsync("account get-access-token"))
                .ShouldExit(1).Stderr
                .ShouldStartWith("ERROR: Please run 'az login' to setup account.");
            await SignInAsync(home);
            await UseAsync(home, "https://vault.azure.net");
            (await home.Az.RunAsync("account clear")).ShouldSucceed();
        }
    }

    private static Application NewApplication(string id, string name) =>
        new(Guid.Parse(id), name, Contoso.Domain) { Secrets = [$"Secret-of-{name}"] };

    private static Task<Sandbox> StartAsync() =>
        Sandbox.StartAsync(
            new Scenario { Tenants = [Contoso.Tenant], People = [Contoso.Ada with { GuestOf = [] }, Bob], Applications = [First, Second] });

    private static Home NewHome(Sandbox azure, Keyring? keyring, bool encrypts)
    {
        var home = azure.NewHome();
        home.Variables[Setting] = encrypts ? "true" : "false";
        foreach (var (name, value) in keyring?.Variables
            ?? new Dictionary<string, string> { ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent" })
        {
            home.Variables[name] = value;
        }

        return home;
    }

    // The second application is the last one, and so the current account.
    private static async Task<string> SignInAsync(Home home)
    {
        var said = "";
        foreach (var person in (Person[])[Contoso.Ada, Bob])
        {
            said += (await home.Az.RunAsync(
                $"login -u {person.UserName} -p {person.Password} --tenant {Contoso.Id} -o none")).ShouldSucceed().Stderr;
        }

        foreach (var one in (Application[])[First, Second])
        {
            said += (await home.Az.RunAsync(
                $"login --service-principal -u {one.ClientId} -p {one.Secrets[0]} -t {Contoso.Id} -o none")).ShouldSucceed().Stderr;
        }

        return said;
    }

    private static async Task UseAsync(Home home, string resource)
    {
        var before = await home.Azure!.Journal.CountAsync("token");
        var token = (await home.Az.RunAsync($"account get-access-token --resource {resource}")).ShouldSucceed();
        token.Stderr.Split('\n').ShouldAllBe(line => line.Length == 0 || line.StartsWith("WARNING: Tokens cannot be encrypted"));
        (await home.Azure.Journal.CountAsync("token")).ShouldBe(before + 1, "a cached token proves nothing");
    }

    private static IEnumerable<string?> Files(Home home) =>
        Directory.EnumerateFiles(home.Config)
            .Select(Path.GetFileName)
            .Where(each => Plain.Contains(each) || Signals.Contains(each))
            .Order();
}
