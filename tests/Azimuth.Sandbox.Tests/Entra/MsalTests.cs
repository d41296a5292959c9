using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensibility;

namespace Azimuth.Sandbox.Tests.Entra;

/// <summary>Somebody else's client agrees: MSAL.NET signs in, with its own checks of every answer.</summary>
public sealed class MsalTests
{
    private static readonly string[] ArmScopes = ["https://management.core.windows.net//.default"];

    [Fact]
    public async Task By_device_code_and_then_silently_for_another_tenant()
    {
        await using var sandbox = await Running.StartAsync();
        var msal = Client(sandbox);

        var first = await msal.AcquireTokenWithDeviceCode(ArmScopes, async code =>
            (await sandbox.PostControlAsync($"device-codes/{code.UserCode}/approve", $$"""{"user":"{{Running.Ada}}"}""")).Status.ShouldBe(
                200))
            .ExecuteAsync(TestContext.Current.CancellationToken);
        var second = await msal.AcquireTokenSilent(ArmScopes, first.Account)
            .WithTenantId(Running.Fabrikam)
            .ExecuteAsync(TestContext.Current.CancellationToken);

        first.Account.Username.ShouldBe(Running.Ada);
        first.Account.HomeAccountId.TenantId.ShouldBe(Running.Contoso);
        second.TenantId.ShouldBe(Running.Fabrikam);
        second.Account.HomeAccountId.ShouldBe(first.Account.HomeAccountId);
        (await sandbox.ArmAsync("/subscriptions?api-version=2022-12-01", second.AccessToken)).Json["value"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task By_authorization_code_with_pkce_and_a_state_of_its_own()
    {
        await using var sandbox = await Running.StartAsync();

        var result = await Client(sandbox).AcquireTokenInteractive(ArmScopes)
            .WithCustomWebUi(new ControlWebUi(sandbox)).ExecuteAsync(TestContext.Current.CancellationToken);

        result.Account.Username.ShouldBe(Running.Ada);
        (result.ExpiresOn - TimeProvider.System.GetUtcNow()).TotalHours.ShouldBeGreaterThan(23); // a day, since it declares CP1
    }

    [Fact]
    public async Task A_tenant_that_demands_mfa_is_a_refusal_that_a_person_can_mend()
    {
        await using var sandbox = await Running.StartAsync();
        var msal = Client(sandbox);
        var signedIn = await msal.AcquireTokenInteractive(ArmScopes)
            .WithCustomWebUi(new ControlWebUi(sandbox))
            .ExecuteAsync(TestContext.Current.CancellationToken);

        var refused = await Should.ThrowAsync<MsalUiRequiredException>(
            msal.AcquireTokenSilent(ArmScopes, signedIn.Account)
                .WithTenantId(Running.Woodgrove)
                .ExecuteAsync(TestContext.Current.CancellationToken));

        refused.Message.ShouldStartWith("AADSTS50076");
        refused.Classification.ShouldBe(UiRequiredExceptionClassification.BasicAction);
    }

    private static IPublicClientApplication Client(Running sandbox) => PublicClientApplicationBuilder.Create(Running.AzureCli)
        .WithAuthority($"{sandbox.Ready.SignIn}/organizations")
        .WithInstanceDiscovery(false)
        .WithHttpClientFactory(new Factory(sandbox))
        .WithRedirectUri("http://localhost:45005")
        .WithClientCapabilities(["CP1"])
        .Build();

    private sealed class Factory(Running sandbox) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => sandbox.Https;
    }

    /// <summary>A person before a browser, by the control API.</summary>
    private sealed class ControlWebUi(Running sandbox) : ICustomWebUi
    {
        public async Task<Uri> AcquireAuthorizationCodeAsync(Uri authorizationUri, Uri redirectUri, CancellationToken cancellationToken)
        {
            var body = new JsonObject { ["url"] = authorizationUri.AbsoluteUri, ["user"] = Running.Ada };
            var answer = await sandbox.PostControlAsync("authorize", body.ToJsonString());
            answer.Status.ShouldBe(200, answer.Text);
            var fields = answer.Json["fields"]!.AsObject().ToDictionary(field => field.Key, field => (string?)$"{field.Value}");
            return new Uri(QueryHelpers.AddQueryString(redirectUri.AbsoluteUri, fields));
        }
    }
}
