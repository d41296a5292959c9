using System.Buffers.Text;
using System.Net;
using System.Text;
using Azimuth.Configuration;
using Azimuth.Flows.Applications;
using Azimuth.Tests.Discovery;
using Azimuth.Tokens;

namespace Azimuth.Tests.Flows.Applications;

/// <summary>Which federated token an application shows: the given one as long as it lives, then one that its job asks for.</summary>
public sealed class AssertionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(300, true, "given")]
    [InlineData(40, true, "given")]
    [InlineData(20, true, "asked for")] // it would end before the authority has looked at it
    [InlineData(0, true, "asked for")]
    [InlineData(-600, true, "asked for")]
    [InlineData(-600, false, "given")] // this is not that job any more: Entra ID has the last word
    [InlineData(300, false, "given")]
    [InlineData(null, true, "given")] // it does not say
    public async Task One_that_is_about_to_end_is_replaced_where_the_job_can_ask(int? endsIn, bool isJob, string expected)
    {
        var given = Jwt(endsIn);

        var shown = await Of(isJob).GetAsync(Entry with { ClientAssertion = given }, Cancel);

        shown.ShouldBe(expected == "given" ? given : new Secret("fresh"));
    }

    [Fact]
    public async Task Without_one_the_job_asks()
    {
        (await Of(isJob: true).GetAsync(Entry, Cancel)).ShouldBe(new Secret("fresh"));
        await Should.ThrowAsync<UserError>(Of(isJob: false).GetAsync(Entry, Cancel));
    }

    private static ServicePrincipalEntry Entry { get; } = new()
    {
        ClientId = "app",
        Tenant = "t",
        Recipe = new(AssertionSource.GitHub, "api://AzureADTokenExchange"),
    };

    private static Secret Jwt(int? endsIn)
    {
        var claims = endsIn is { } seconds ? $$"""{"exp":{{Now.AddSeconds(seconds).ToUnixTimeSeconds()}}}""" : "{}";
        return new($"{Part("{}")}.{Part(claims)}.c2lnbmF0dXJl");
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static Assertions Of(bool isJob)
    {
        var environment = new EnvironmentVariables(name => !isJob ? null : name switch
        {
            "ACTIONS_ID_TOKEN_REQUEST_URL" => "https://pipelines.test/token?v=1",
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN" => "the-jobs-own",
            _ => null,
        });
        var service = new FakeArm
        {
            Answer = static (_, token, _) => Task.FromResult(
                token == "the-jobs-own" ? FakeArm.Json("""{"value":"fresh"}""") : new(HttpStatusCode.Forbidden)),
        };
        return new(new(environment, () => new HttpClient(service)), new Clock());
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
