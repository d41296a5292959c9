using Azimuth.Harness;

namespace Azimuth.EndToEnd.Clouds;

/// <summary>Addresses of a registered cloud that were typed into <c>clouds.config</c> by hand, and are none.</summary>
public sealed class HandTypedAddressTests
{
    public static MatrixTheoryData<string, string> Addresses => new(
        ["active_directory", "resource_manager"],
        ["login.contoso.example", "https://", "https://a b.example", "https://x.example:99999", "http://x.example", "/etc", "://"]);

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Each_command_that_uses_one_names_it(string key, string address)
    {
        using var home = new Home().WithFixture("mixed");
        home.Put("azureProfile.json", home["azureProfile.json"].Replace("AzureCloud", "Typed", StringComparison.Ordinal));
        home.Put("config", "[cloud]\nname = Typed\n");
        var other = key == "active_directory" ? "resource_manager" : "active_directory";
        home.Put(
            "clouds.config",
            $"[Typed]\nendpoint_{key} = {address}\nendpoint_{other} = https://127.0.0.1:1\n"
                + "endpoint_active_directory_resource_id = https://arm.test\n");
        var sentence = $"of the cloud 'Typed' is '{address.TrimEnd('/')}";

        foreach (var line in (string[])[
            "account get-access-token", "account get-access-token --tenant contoso.test", "account tenant list", "account list-locations",
            "account list --refresh", "account status --online", "login --use-device-code", "login -u ada@contoso.test -p x",
            "login --service-principal -u a -p b -t contoso.test", "doctor"])
        {
            var ran = await home.Az.RunAsync(line);

            $"{ran.Stdout}{ran.Stderr}".ShouldContain(sentence, customMessage: line);
            ran.Stderr.ShouldNotContain("bug in az", customMessage: line);
        }

        (await home.Az.RunAsync("logout")).ShouldSucceed();
    }
}
