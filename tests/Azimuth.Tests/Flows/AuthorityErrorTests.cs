using System.Net;
using System.Text.Json.Nodes;
using Azimuth.Accounts;
using Azimuth.Flows;
using Azimuth.Tests.Tokens.Fixtures;
using Azimuth.Tokens;

namespace Azimuth.Tests.Flows;

/// <summary>What the authority answers is read once, where MSAL's exceptions become ours, and decided on as a value.</summary>
public sealed class AuthorityErrorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_endpoints_answer_is_read_whole()
    {
        var body = JsonNode.Parse(FakeAuthority.Refuse(50076, "Use multi-factor authentication."))!.AsObject();
        (body["suberror"], body["claims"]) = ("basic_action", """{"access_token":{"capolids":{"essential":true}}}""");

        var refusal = await RefusedAsync("whole", body.ToJsonString());

        var error = refusal.AuthorityError.ShouldNotBeNull();
        error.ShouldBe(new AuthorityError
        {
            Code = 50076,
            Error = "invalid_grant",
            SubError = "basic_action",
            Claims = """{"access_token":{"capolids":{"essential":true}}}""",
            CorrelationId = "00000000-0000-0000-0000-000000000002",
            RequiresInteraction = true,
        });
        error.ToString().ShouldBe("AADSTS50076");
    }

    [Theory]
    [InlineData("invalid_grant", true)]
    [InlineData("interaction_required", true)]
    [InlineData("invalid_client", false)]
    [InlineData("unauthorized_client", false)]
    public async Task Only_what_signing_in_again_may_resolve_requires_interaction(string name, bool requires)
    {
        var refusal = await RefusedAsync(name, FakeAuthority.Refuse(50000, "No.", name));

        refusal.AuthorityError.ShouldNotBeNull().RequiresInteraction.ShouldBe(requires);
    }

    [Fact]
    public async Task A_page_of_a_proxy_has_no_code()
    {
        var refusal = await RefusedAsync("proxy", "<html>AADS");

        refusal.AuthorityError?.Code.ShouldBe(0);
        refusal.AuthorityError?.RequiresInteraction.ShouldBeFalse();
    }

    [Theory]
    [InlineData(50076, false)] // a second factor: the code's page asks for it
    [InlineData(50097, true)]
    [InlineData(50199, true)]
    [InlineData(52999, false)]
    [InlineData(53000, true)]
    [InlineData(53099, true)]
    [InlineData(53100, false)]
    [InlineData(529999, false)]
    [InlineData(530003, true)]
    [InlineData(531000, false)]
    [InlineData(70043, true)]
    [InlineData(70044, true)]
    [InlineData(70046, false)]
    public void A_device_codes_policy_is_known_by_its_number(int code, bool isPolicy) =>
        DeviceCode.IsRefusedByPolicy(new() { Code = code }).ShouldBe(isPolicy);

    // A scope of its own: MSAL.NET remembers a refusal for two minutes, in the whole process.
    private static async Task<UserError> RefusedAsync(string scope, string body)
    {
        using var cache = new CacheFixture(CacheFixture.SignedIn());
        using var authority = new FakeAuthority { Refusal = (HttpStatusCode.BadRequest, body) };
        var credential = new UserCredential(CacheFixture.Ada, null, FakeAuthority.Cloud, new(authority.Msal), CacheFixture.Client);
        var request = new TokenRequest
        {
            User = AccountUser.Person(CacheFixture.Ada),
            Tenant = CacheFixture.Contoso,
            Scopes = [$"https://{scope}.authority-error.example/.default"],
        };
        return await Should.ThrowAsync<UserError>(credential.RenewAsync(request, cache.File.Open(), Cancel));
    }
}
