using System.Net;
using Azimuth.Accounts;
using Azimuth.Clouds;
using Azimuth.Discovery;
using Azimuth.Events;

namespace Azimuth.Tests.Discovery;

public sealed class TenantDiscoveryTests
{
    private const string Arm = "https://arm.test";
    private static readonly AccountUser Ada = AccountUser.Person("ada@contoso.onmicrosoft.com");
    private static readonly Cloud Cloud = new()
    {
        Name = "Test",
        Endpoints = new Dictionary<string, string> { ["resource_manager"] = $"{Arm}/" },
        Suffixes = new Dictionary<string, string>(),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tenants_come_in_the_order_in_which_ARM_names_them_whoever_answers_first()
    {
        var last = new TaskCompletionSource();
        var arm = new FakeArm
        {
            Answer = async (request, token, _) =>
            {
                if (request.RequestUri!.AbsolutePath == "/tenants")
                {
                    return Tenants(1, 2, 3);
                }

                if (token == Id(3))
                {
                    last.SetResult();
                }

                await last.Task;
                return Subscriptions(token);
            },
        };

        var outcomes = await DiscoverAsync(arm);

        outcomes.Select(each => each.Tenant.Id.ToString()).ShouldBe([Id(1), Id(2), Id(3)]);
        outcomes.Cast<TenantOutcome.Listed>().Select(each => each.Subscriptions.Single().TenantId).ShouldBe([Id(1), Id(2), Id(3)]);
    }

    [Fact]
    public async Task A_hundred_tenants_are_asked_at_once()
    {
        const int Count = 100;
        var asked = 0;
        var all = new TaskCompletionSource();
        var arm = new FakeArm
        {
            Answer = async (request, token, _) =>
            {
                if (request.RequestUri!.AbsolutePath == "/tenants")
                {
                    return Tenants([.. Enumerable.Range(1, Count)]);
                }

                if (Interlocked.Increment(ref asked) == Count)
                {
                    all.SetResult();
                }

                await all.Task; // nobody is answered before everybody has asked
                return Subscriptions(token);
            },
        };

        var outcomes = await DiscoverAsync(arm);

        outcomes.Count.ShouldBe(Count);
        arm.MostAtOnce.ShouldBe(Count);
    }

    [Fact]
    public async Task No_more_than_128_requests_are_in_flight()
    {
        var room = new TaskCompletionSource();
        var arm = new FakeArm
        {
            Answer = async (request, token, _) =>
            {
                if (request.RequestUri!.AbsolutePath == "/tenants")
                {
                    return Tenants([.. Enumerable.Range(1, 300)]);
                }

                await Task.Yield();
                return Subscriptions(token);
            },
        };

        var outcomes = await DiscoverAsync(arm);
        room.SetResult();

        outcomes.Count.ShouldBe(300);
        arm.MostAtOnce.ShouldBeLessThanOrEqualTo(128);
    }

    [Fact]
    public async Task A_tenant_that_refuses_does_not_fail_the_others()
    {
        var arm = new FakeArm
        {
            Answer = (
                request, token, _) => Task.FromResult(request.RequestUri!.AbsolutePath == "/tenants" ? Tenants(1, 2) : Subscriptions(token))
        };

        var outcomes = await DiscoverAsync(
            arm,
            (tenant, _, _) => tenant == Id(2) ? throw new UserError("AADSTS50076: MFA") : Task.FromResult(new Secret(tenant ?? "home")));

        outcomes[0].ShouldBeOfType<TenantOutcome.Listed>();
        outcomes[1].ShouldBeOfType<TenantOutcome.Refused>().Reason.Message.ShouldBe("AADSTS50076: MFA");
    }

    [Fact]
    public async Task Progress_counts_to_the_number_of_tenants()
    {
        var arm = new FakeArm
        {
            Answer = (
                request,
                token,
                _) => Task.FromResult(request.RequestUri!.AbsolutePath == "/tenants" ? Tenants(1, 2, 3) : Subscriptions(token))
        };
        var told = new List<SignInEvent>();

        await new TenantDiscovery(new HttpMessageInvoker(arm), Cloud, TimeProvider.System).AllAsync(
            Ada, TenantFilter.None, Token, each => { lock (told) { told.Add(each); } }, Cancel);

        told.OfType<SignInEvent.TenantsFound>().Single().Count.ShouldBe(3);
        told.OfType<SignInEvent.TenantAnswered>().Select(each => each.Done).Order().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Pages_are_followed_to_the_end()
    {
        var arm = new FakeArm
        {
            Answer = (request, token, _) => Task.FromResult(request.RequestUri!.Query.Contains("skiptoken=2", StringComparison.Ordinal)
                ? Subscriptions(token, first: 2)
                : Subscriptions(token, next: $"{Arm}/subscriptions?api-version=2022-12-01&$skiptoken=2")),
        };

        var found = await new TenantDiscovery(new HttpMessageInvoker(arm), Cloud, TimeProvider.System).OneAsync(Id(1), Ada, Token, Cancel);

        found.Select(each => each.Name).ShouldBe(["Subscription 1", "Subscription 2"]);
        found[0].TenantDisplayName.ShouldBeNull();
    }

    [Theory]
    [InlineData("https://arm.test.evil.example/subscriptions?p=2")]
    [InlineData("https://arm.test@evil.example/subscriptions?p=2")]
    [InlineData("http://arm.test/subscriptions?p=2")]
    [InlineData("https://arm.test:444/subscriptions?p=2")]
    [InlineData("//evil.example/subscriptions?p=2")]
    [InlineData("https://arm.test/subscriptions?api-version=2022-12-01")] // a circle
    public async Task A_next_page_elsewhere_or_again_gets_no_token(string next)
    {
        var arm = new FakeArm { Answer = (_, token, _) => Task.FromResult(Subscriptions(token, next: next)) };

        await Should.ThrowAsync<UserError>(
            new TenantDiscovery(new HttpMessageInvoker(arm), Cloud, TimeProvider.System).OneAsync(Id(1), Ada, Token, Cancel));

        arm.Asked.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task Of_empty_pages_a_hundred_in_a_row_are_read_and_no_more(int pages, bool isRead)
    {
        var asked = 0;
        var arm = new FakeArm
        {
            Answer = (_, token, _) => Task.FromResult(asked++ < pages
                ? FakeArm.Json($$"""{"value":[],"nextLink":"{{Arm}}/subscriptions?p={{asked}}"}""")
                : Subscriptions(token)),
        };

        var listing = new TenantDiscovery(new HttpMessageInvoker(arm), Cloud, TimeProvider.System).OneAsync(Id(1), Ada, Token, Cancel);

        if (isRead)
        {
            (await listing).Count.ShouldBe(1);
        }
        else
        {
            await Should.ThrowAsync<UserError>(listing);
        }
    }

    [Fact]
    public async Task A_claims_challenge_that_never_ends_is_answered_once()
    {
        var arm = new FakeArm
        {
            Answer = static (_, _, _) =>
            {
                var challenged = FakeArm.Json("{}", HttpStatusCode.Unauthorized);
                challenged.Headers.WwwAuthenticate.ParseAdd("Bearer claims=\"eyJuYmYiOjF9\"");
                return Task.FromResult(challenged);
            },
        };

        var discovery = new TenantDiscovery(new HttpMessageInvoker(arm), Cloud, TimeProvider.System);
        await Should.ThrowAsync<UserError>(discovery.OneAsync(Id(1), Ada, Token, Cancel));

        arm.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Only_GUIDs_become_tenants()
    {
        var arm = new FakeArm
        {
            Answer = (request, token, _) => Task.FromResult(request.RequestUri!.AbsolutePath == "/tenants"
                ? FakeArm.Json(
                    $$"""{"value":[{"tenantId":"../evil"},{"tenantId":"{{Id(1)}}"},{"tenantId":7},{"tenantId":"{{Id(1)}}"},7]}""")
                : Subscriptions(token)),
        };

        var outcomes = await DiscoverAsync(arm);

        outcomes.ShouldHaveSingleItem().Tenant.Id.ToString().ShouldBe(Id(1));
    }

    [Fact]
    public async Task A_claims_challenge_is_answered_once_with_a_token_that_proves_them()
    {
        var claims = new List<string?>();
        var arm = new FakeArm
        {
            Answer = (_, token, _) =>
            {
                if (token == "fresh")
                {
                    return Task.FromResult(Subscriptions(Id(1)));
                }

                var challenged = FakeArm.Json("{}", HttpStatusCode.Unauthorized);
                challenged.Headers.WwwAuthenticate.ParseAdd(
                    """Bearer realm="", error="insufficient_claims", claims="eyJuYmYiOjF9" """.TrimEnd());
                return Task.FromResult(challenged);
            },
        };

        var found = await new TenantDiscovery(new HttpMessageInvoker(arm), Cloud, TimeProvider.System).OneAsync(
            Id(1), Ada,
            (_, asked, _) => { claims.Add(asked); return Task.FromResult(new Secret(asked is null ? "stale" : "fresh")); }, Cancel);

        found.ShouldHaveSingleItem();
        claims.ShouldBe([null, """{"nbf":1}"""]);
    }

    [Fact]
    public async Task What_ARM_says_is_the_sentence()
    {
        var arm = new FakeArm
        {
            Answer = (
                _,
                _,
                _) => Task.FromResult(
                    FakeArm.Json("""{"error":{"code":"SubscriptionNotFound","message":"It is not there."}}""", HttpStatusCode.NotFound))
        };

        var error = await Should.ThrowAsync<UserError>(
            new TenantDiscovery(new HttpMessageInvoker(arm), Cloud, TimeProvider.System).SubscriptionAsync(
                Guid.NewGuid(), Id(1), Ada, Token, Cancel));

        error.Message.ShouldBe("(SubscriptionNotFound) It is not there.");
    }

    [Fact]
    public async Task Brackets_without_end_are_refused()
    {
        var arm = new FakeArm { Answer = (_, _, _) => Task.FromResult(FakeArm.Json(new string('[', 1_000_000))) };

        await Should.ThrowAsync<UserError>(
            new TenantDiscovery(new HttpMessageInvoker(arm), Cloud, TimeProvider.System).OneAsync(Id(1), Ada, Token, Cancel));
    }

    [Fact]
    public async Task A_subscription_of_another_tenant_keeps_both_tenants()
    {
        var arm = new FakeArm
        {
            Answer = (_, _, _) => Task.FromResult(FakeArm.Json(
                $$"""
                {"value":[{"subscriptionId":"s","displayName":"Lent","state":"Warned","tenantId":"{{Id(2)}}",
                "managedByTenants":[{"tenantId":"{{Id(1)}}"}]}]}
                """)),
        };

        var lent = (await new TenantDiscovery(new HttpMessageInvoker(arm), Cloud, TimeProvider.System).OneAsync(
            Id(1), Ada, Token, Cancel)).Single();

        (lent.TenantId, lent.HomeTenantId, lent.State).ShouldBe((Id(1), Id(2), "Warned"));
        lent.ManagedByTenants.ShouldBe([Id(1)]);
    }

    private static Task<IReadOnlyList<TenantOutcome>> DiscoverAsync(FakeArm arm, TenantToken? token = null) =>
        new TenantDiscovery(new HttpMessageInvoker(arm), Cloud, TimeProvider.System).AllAsync(
            Ada, TenantFilter.None, token ?? Token, _ => { }, Cancel);

    private static Task<Secret> Token(string? tenant, string? claims, CancellationToken cancel) =>
        Task.FromResult(new Secret(tenant ?? "home"));

    private static string Id(int number) => $"11111111-1111-1111-1111-{number:D12}";

    private static HttpResponseMessage Tenants(params int[] numbers) =>
        FakeArm.Json($$"""{"value":[{{string.Join(',', numbers.Select(Tenant))}}]}""");

    private static string Tenant(int number) =>
        $$"""{"tenantId":"{{Id(number)}}","displayName":"Tenant {{number}}","defaultDomain":"t{{number}}.test"}""";

    private static HttpResponseMessage Subscriptions(string tenant, int first = 1, string? next = null) => FakeArm.Json(
        $$"""
        {"value":[{"subscriptionId":"{{tenant}}-{{first}}","displayName":"Subscription {{first}}","state":"Enabled",
        "tenantId":"{{tenant}}"}]{{(next is null ? "" : $",\"nextLink\":\"{next}\"")}}}
        """);
}
