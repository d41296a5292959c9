using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Account;

/// <summary><c>az account status</c>: for a prompt, for a script, for a person who wonders.</summary>
public sealed class AccountStatusTests
{
    [Fact]
    public async Task It_tells_who_where_how_and_until_when_without_a_network()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        var token = (await home.Az.RunAsync("account get-access-token --query expires_on -o tsv")).ShouldSucceed();
        await azure.StopAsync();

        var status = (await home.Az.RunAsync("account status")).ShouldSucceed();

        status.Text("user").ShouldBe(Contoso.Ada.UserName);
        status.Text("signedInAs").ShouldBe("user");
        status.Text("cloud").ShouldBe("Sandbox");
        status.Text("subscriptionId").ShouldBe($"{Contoso.SubscriptionId(1)}");
        status.Text("subscriptionName").ShouldBe("Facility Services Subscription");
        (status.Text("tenantId"), status.Text("tenantName")).ShouldBe(($"{Contoso.Id}", "Contoso"));
        (status.Text("canRenew"), status.Text("verified")).ShouldBe(("true", "false"));
        (DateTimeOffset.UtcNow - DateTimeOffset.Parse(status.Text("renewedOn"), null)).TotalMinutes.ShouldBeInRange(-1, 10);
        status.Stdout.ShouldContain("\"certificateExpiresOn\": null,");
        DateTimeOffset.Parse(status.Text("tokenExpiresOn"), null).ToUnixTimeSeconds()
            .ShouldBe(long.Parse(token.Stdout, null) + 1, "get-access-token says one second less, as the Azure CLI does");
    }

    [Fact]
    public async Task One_line_for_a_prompt()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);

        var prompt = await home.Az.RunAsync(["account", "status", "--query", "join(' ', [user, subscriptionName])", "-o", "tsv"]);

        prompt.ShouldSucceed().Stdout.ShouldBe("ada@contoso.onmicrosoft.com Facility Services Subscription\n");
        (await home.Az.RunAsync("account status -o tsv")).Stdout.Split('\n').Length.ShouldBe(2);
        home.Variables["AZURE_DEFAULTS_SUBSCRIPTION"] = "Finance Department Subscription";
        (await home.Az.RunAsync("account status --query subscriptionName -o tsv")).Stdout.ShouldBe("Finance Department Subscription\n");
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("empty-profile")]
    [InlineData("no-default")]
    [InlineData("no-tokens")]
    public async Task Whoever_is_signed_out_gets_one_sentence_and_exit_code_1(string fixture)
    {
        using var home = new Home().WithFixture(fixture);

        var status = (await home.Az.RunAsync("account status -o tsv")).ShouldExit(1);

        status.Stdout.ShouldBeEmpty();
        status.Stderr.ShouldStartWith("ERROR: ");
        status.Stderr.TrimEnd('\n').ShouldNotContain('\n');
    }

    [Theory]
    [InlineData(60, null)]
    [InlineData(29, "expires on")]
    public async Task The_end_of_a_certificate_is_shown_and_a_warning_comes_30_days_before(int days, string? warning)
    {
        const string Id = "55555555-5555-5555-5555-555555555555";
        using var certificates = new Certificates(days: days);
        await using var azure = await Sandbox.StartAsync(new Scenario
        {
            Applications = [new(Guid.Parse(Id), "Contoso deployment", Contoso.Domain) { Certificates = [certificates.Public] }],
        });
        using var home = azure.NewHome();
        home.Put("sp.pem", certificates.KeyAndCertificate);
        var file = Path.Combine(home.Config, "sp.pem");
        (await home.Az.RunAsync($"login --service-principal -u {Id} -t {Contoso.Id} --certificate {file} -o none")).ShouldSucceed();

        var status = (await home.Az.RunAsync("account status")).ShouldSucceed();

        var end = new DateTimeOffset(certificates.Certificate.NotAfter.ToUniversalTime());
        DateTimeOffset.Parse(status.Text("certificateExpiresOn"), null).ShouldBe(end);
        status.Stderr.ShouldBe(warning is null
            ? ""
            : $"WARNING: The certificate of service principal '{Id}' {warning} {end:yyyy-MM-dd}. To sign in with a new one, run: "
                + $"az login --service-principal --username {Id} --tenant {Contoso.Id} --certificate FILE\n");
    }

    [Fact]
    public async Task Online_the_servers_are_asked_and_a_revoked_sign_in_is_none()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);

        (await home.Az.RunAsync("account status --online")).ShouldSucceed().Text("verified").ShouldBe("true");
        (await azure.Journal.CountAsync("subscription")).ShouldBe(1);
        await azure.Control.RevokeAsync(Contoso.Ada);
        (await home.Az.RunAsync("account status")).ShouldSucceed();
        var revoked = (await home.Az.RunAsync("account status --online")).ShouldExit(1);

        revoked.Stdout.ShouldBeEmpty();
        revoked.Stderr.ShouldContain("AADSTS50173");
        revoked.Stderr.ShouldContain($"az login --tenant \"{Contoso.Id}\"");
    }
}
