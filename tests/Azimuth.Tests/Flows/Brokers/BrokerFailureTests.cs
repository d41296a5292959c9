using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azimuth.Accounts;
using Azimuth.Events;
using Azimuth.Flows;
using Azimuth.Flows.Msal;
using Azimuth.Tests.Tokens.Fixtures;
using Azimuth.Tokens;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.NativeInterop;

namespace Azimuth.Tests.Flows.Brokers;

/// <summary>Where the broker fails: every exception at every call, and what <c>az</c> does then. It never ends as a defect.</summary>
public sealed class BrokerFailureTests
{
    private const string Library = "its library cannot be loaded";
    private const string Start = "it could not be started";
    private const string System = "it does not work on this system";
    private const string Silent = "it failed without saying why";

#pragma warning disable CA2201 // Exceptions of the runtime and of native code: they are thrown in the place of those that throw them.
    // The outcome of a sign-in in its window. A reason: the browser opens instead, and one line says why. Silently the token cache is
    // asked whatever it was, and a sign-out is done.
    private static readonly Dictionary<string, (Exception Failure, string Outcome)> Table = new()
    {
        ["native interop"] = (new MsalRuntimeException("Status: Unexpected"), "it failed (MsalRuntimeException)"),
        ["native interop, several"] = (new AggregateException(new MsalRuntimeException("x")), "it failed (MsalRuntimeException)"),
        ["native interop, its start"] = (new TypeInitializationException("Core", new MsalRuntimeException("x")),
            "it failed (MsalRuntimeException)"),
        ["no library"] = (new DllNotFoundException("msalruntime"), Library),
        ["library of another processor"] = (new BadImageFormatException(), Library),
        ["older library"] = (new EntryPointNotFoundException("MSALRUNTIME_Startup"), Library),
        ["no assembly"] = (new FileNotFoundException("Microsoft.Identity.Client.NativeInterop"), Library),
        ["another assembly"] = (new FileLoadException("Microsoft.Identity.Client.NativeInterop"), Library),
        ["no library, at its start"] = (new TypeInitializationException("Core", new DllNotFoundException()), Library),
        ["its start"] = (new TypeInitializationException("Core", null), Start),
        ["another system"] = (new PlatformNotSupportedException(), System),
        ["not supported"] = (new NotSupportedException(), System),
        ["COM"] = (new COMException("Class not registered"), "it failed (COMException)"),
        ["native code"] = (new SEHException(), "it failed (SEHException)"),
        ["closed"] = (new ObjectDisposedException("Core"), "it failed (ObjectDisposedException)"),
        ["state"] = (new InvalidOperationException(), "it failed (InvalidOperationException)"),
        ["argument"] = (new ArgumentException("handle"), "it failed (ArgumentException)"),
        ["null"] = (new NullReferenceException(), "it failed (NullReferenceException)"),
        ["rights"] = (new UnauthorizedAccessException(), "it failed (UnauthorizedAccessException)"),
        ["its own time"] = (new TimeoutException(), "it failed (TimeoutException)"),
        ["given up by it"] = (new OperationCanceledException(), "it failed (OperationCanceledException)"),
        ["MSAL: not started"] = (new MsalClientException("wam_runtime_init_failed", "x"), Start),
        ["MSAL: no broker"] = (new MsalClientException(MsalError.BrokerApplicationRequired, "x"), Start),
        ["MSAL: not invoked"] = (new MsalClientException(MsalError.CannotInvokeBroker, "x"), Start),
        ["MSAL: thread"] = (new MsalClientException(MsalError.WamUiThread, "x"), Start),
        ["MSAL: security"] = (new MsalClientException(MsalError.InitializeProcessSecurityError, "x"), Start),
        ["MSAL: window"] = (new MsalClientException(MsalError.WamInteractiveError, "x"), Silent),
        ["MSAL: picker"] = (new MsalServiceException(MsalError.WamPickerError, "x"), Silent),
        ["MSAL: unknown"] = (new MsalServiceException(MsalError.UnknownBrokerError, "x"), Silent),
        ["MSAL: no window handle"] = (new MsalClientException("window_handle_required", "x"), "it failed (window_handle_required)"),
        ["MSAL: canceled"] = (new MsalClientException(MsalError.AuthenticationCanceledError, "x"),
            "! The sign-in was canceled in the window of the Web Account Manager."),
        ["refused"] = (new MsalServiceException("invalid_grant", "AADSTS50034: No such user."), "! AADSTS50034: No such user."),
        ["more is wanted"] = (new MsalUiRequiredException("invalid_grant", "AADSTS50076: MFA."), "! AADSTS50076: MFA."),
        ["network"] = (new HttpRequestException("No route to host"), "! No route to host"),
        ["connection"] = (new IOException("Connection reset"), "! Connection reset"),
        ["no JSON"] = (new JsonException(), "! The server returned a response that is not JSON"),
    };
#pragma warning restore CA2201

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Table.Keys];

    public static TheoryData<string, string> SilentCalls => Each("Build", "GetAccountsAsync", "AcquireTokenSilent");

    public static TheoryData<string, string> LeavingCalls => Each("Build", "GetAccountsAsync", "RemoveAsync");

    [Theory]
    [MemberData(nameof(Names))]
    public async Task In_its_window_the_browser_follows_with_one_line_unless_the_user_or_the_authority_decided(string name)
    {
        foreach (var call in (string[])["Build", "AcquireTokenInteractive"])
        {
            using var cache = new CacheFixture();
            using var authority = new FakeAuthority();
            var broker = new FailingBroker(call, Table[name].Failure);
            List<SignInEvent> told = [];
            var flow = new BrokerSignIn(Msal(authority, broker), cache.File.Open(), broker, told.Add);
            var signing = () => flow.SignInAsync(new() { Scopes = [CacheFixture.Arm] }, Cancel);

            if (Table[name].Outcome is ['!', ' ', .. var sentence])
            {
                (await Should.ThrowAsync<UserError>(signing)).Message.ShouldContain(sentence);
            }
            else
            {
                (await signing()).ShouldBeNull();
                told[^1].ShouldBe(new SignInEvent.BrokerFailed(broker.Name, Table[name].Outcome));
            }

            broker.Calls[^1].ShouldBe(call);
            authority.Asked.ShouldBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(SilentCalls))]
    public async Task Without_the_user_the_refresh_token_of_the_cache_is_redeemed(string name, string call)
    {
        using var cache = new CacheFixture(CacheFixture.SignedIn());
        using var authority = new FakeAuthority();
        var broker = new FailingBroker(call, Table[name].Failure);
        var ada = Ada(authority, broker);
        var session = cache.File.Open();

        (await ada.RenewAsync(Request(name, call), session, Cancel)).Token.Reveal().ShouldStartWith("fresh-access-token-1");
        (await (await ada.OpenAsync(session)).GetAsync(CacheFixture.Contoso, null, Cancel)).Reveal().ShouldStartWith("fresh-access-token-");

        broker.Calls.ShouldContain(call);
        authority.Asked.Count.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Without_the_user_and_without_a_refresh_token_signing_in_again_is_what_helps(string name)
    {
        var signedIn = JsonNode.Parse(CacheFixture.SignedIn())!.AsObject();
        signedIn["RefreshToken"] = new JsonObject();
        using var cache = new CacheFixture(signedIn.ToJsonString());
        using var authority = new FakeAuthority();
        var ada = Ada(authority, new FailingBroker("GetAccountsAsync", Table[name].Failure));

        var asking = await Should.ThrowAsync<UserError>(ada.RenewAsync(Request(name, "lacking"), cache.File.Open(), Cancel));

        asking.Message.ShouldContain(
            name == "MSAL: canceled" ? "x"
                : Table[name].Outcome is ['!', ' ', .. var sentence] ? sentence
                : $"User '{CacheFixture.Ada}' does not exist in MSAL token cache. Run `az login`.");
    }

    [Theory]
    [MemberData(nameof(LeavingCalls))]
    public async Task A_sign_out_is_done_all_the_same_and_only_the_debug_log_says_what_failed(string name, string call)
    {
        using var cache = new CacheFixture(CacheFixture.SignedIn());
        using var authority = new FakeAuthority();
        var broker = new FailingBroker(call, Table[name].Failure);
        List<string> log = [];

        await Msal(authority, broker, new(log.Add)).LeaveBrokerAsync(CacheFixture.Ada, cache.File.Open(), TimeProvider.System, Cancel);

        broker.Calls[^1].ShouldBe(call);
        log.ShouldContain(line => line.StartsWith("The Web Account Manager did not sign out: ", StringComparison.Ordinal));
        authority.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(CacheFixture.Ada, true)]
    [InlineData("grace@contoso.onmicrosoft.com", false)]
    [InlineData(null, true)]
    public async Task A_sign_out_is_the_brokers_too_for_the_account_that_was_named_or_all(string? userName, bool leaves)
    {
        using var cache = new CacheFixture(CacheFixture.SignedIn());
        using var authority = new FakeAuthority();
        var broker = new FailingBroker("none", new InvalidOperationException());

        await Msal(authority, broker).LeaveBrokerAsync(userName, cache.File.Open(), TimeProvider.System, Cancel);

        broker.Calls.Contains("RemoveAsync").ShouldBe(leaves);
    }

    [Fact]
    public async Task Ctrl_C_leads_to_no_browser_and_to_no_other_request()
    {
        using var cache = new CacheFixture(CacheFixture.SignedIn());
        using var authority = new FakeAuthority();
        using var pressed = new CancellationTokenSource();
        await pressed.CancelAsync();
        var broker = new FailingBroker("AcquireTokenInteractive", new MsalRuntimeException("x"));
        var flow = new BrokerSignIn(Msal(authority, broker), cache.File.Open(), broker, static _ => { });

        await Should.ThrowAsync<OperationCanceledException>(flow.SignInAsync(new() { Scopes = [CacheFixture.Arm] }, pressed.Token));
        await Should.ThrowAsync<OperationCanceledException>(
            Ada(authority, new FailingBroker("AcquireTokenSilent", new OperationCanceledException()))
                .RenewAsync(Request("ctrl", "c"), cache.File.Open(), pressed.Token));

        authority.Asked.ShouldBeEmpty();
    }

    private static UserCredential Ada(FakeAuthority authority, FailingBroker broker) =>
        new(CacheFixture.Ada, null, FakeAuthority.Cloud, new(() => Msal(authority, broker)), CacheFixture.Client);

    private static MsalClient Msal(FakeAuthority authority, FailingBroker broker, DebugLog? log = null) =>
        new(CacheFixture.Client, FakeAuthority.Cloud, authority, new(_ => null), log ?? DebugLog.Silent, broker);

    // A scope of its own: MSAL.NET remembers a refusal for two minutes, in the whole process.
    private static TokenRequest Request(string name, string call) => new()
    {
        User = AccountUser.Person(CacheFixture.Ada),
        Tenant = CacheFixture.Contoso,
        Scopes = [$"https://{Math.Abs($"{name} {call}".GetHashCode(StringComparison.Ordinal))}.example/.default"],
    };

    private static TheoryData<string, string> Each(params string[] calls)
    {
        var rows = new TheoryData<string, string>();
        foreach (var name in Table.Keys)
        {
            foreach (var call in calls)
            {
                rows.Add(name, call);
            }
        }

        return rows;
    }
}
