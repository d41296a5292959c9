using Azimuth.Sandbox.Arm;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Control;
using Azimuth.Sandbox.Control.Access;
using Azimuth.Sandbox.Entra;
using Azimuth.Sandbox.Entra.Applications;
using Azimuth.Sandbox.Entra.Authorization;
using Azimuth.Sandbox.Entra.Browser;
using Azimuth.Sandbox.Entra.Grants;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Entra.SignIn;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.Graph;
using Azimuth.Sandbox.Hosting.Listening;
using Azimuth.Sandbox.ManagedIdentity;
using Azimuth.Sandbox.Pipelines;
using Azimuth.Sandbox.Switches;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.Scenarios;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Hosting;

/// <summary>The parts of the sandbox, put together by hand: one list for each area, and one of all endpoints.</summary>
internal static class Areas
{
    public static void MapSandbox(this WebApplication app)
    {
        app.UseMiddleware<SingleSlashes>();
        app.UseRouting();
        app.UseMiddleware<ListenerFilter>();
        app.UseMiddleware<JournalMiddleware>();
        app.UseMiddleware<Fallback>();
        app.UseMiddleware<SwitchEffects>();

        var https = app.MapGroup("").WithMetadata(new OnlyOn(Https: true));
        https.MapOpenIdDiscovery();
        https.MapInstanceDiscovery();
        https.MapUserRealm();
        https.MapDeviceCode();
        https.MapToken();
        https.MapTenants();
        https.MapSubscriptions();
        https.MapLocations();
        https.MapResourceGroups();
        https.MapMetadata();
        https.MapGraph();
        https.MapGitHubOidc();
        https.MapAzureDevOpsOidc();

        https.MapServiceFabric(); // the one source that speaks TLS

        var machine = app.MapGroup("").WithMetadata(new OnlyOn(Https: false)).AddEndpointFilter<RouteGroupBuilder, NoPages>();
        machine.MapImds();
        machine.MapAppService();
        machine.MapContainerApps();
        machine.MapMachineLearning();
        machine.MapAzureArc();
        machine.MapCloudShell();

        app.MapAuthorize();
        app.MapInteractions();
        app.MapDevicePage();
        app.MapLogout();
        app.MapPages();

        var control = app.MapGroup("/control")
            .WithMetadata(new OnlyOn(Https: false), JournalKind.None)
            .AddEndpointFilter<RouteGroupBuilder, ControlGuard>();
        control.MapStatus();
        control.MapJournal();
        control.MapDeviceCodes();
        control.MapPrompts();
        control.MapAuthorizeControl();
        control.MapPeople();
        control.MapConsents();
        control.MapTokens();
        control.MapConsole();
        control.MapSwitches();
    }

    public static IServiceCollection AddWorld(
        this IServiceCollection services, Scenario scenario, SandboxClock clock, SwitchBoard switches, StateFolder folder,
        Origins origins, ReadyFile ready)
    {
        foreach (var one in switches.All)
        {
            services.AddSingleton(one.GetType(), one);
        }

        return services
            .AddSingleton(new TenantDirectory(scenario))
            .AddSingleton(clock).AddSingleton<TimeProvider>(clock)
            .AddSingleton(switches).AddSingleton<ISwitchAnswers, SwitchResults>().AddSingleton(folder).AddSingleton(origins).AddSingleton(
                ready)
            .AddSingleton<Journal>()
            .AddSingleton<DeviceCodes>()
            .AddSingleton<MfaPrompts>()
            .AddSingleton<Consents>()
            .AddSingleton<Revocations>()
            .AddSingleton<PersistedState>()
            .AddSingleton<ResourceGroups>()
            .AddSingleton<ScenarioReset>();
    }

    public static IServiceCollection AddEntra(this IServiceCollection services) => services
        .AddSingleton<SigningKey>().AddSingleton<Sealer>().AddSingleton<Jwt>().AddSingleton<Claims>().AddSingleton<TokenIssuer>()
        .AddSingleton<AuthorizationResponseFactory>().AddSingleton<ConditionalAccess>().AddSingleton<Credentials>()
        .AddSingleton<BrowserCookies>().AddSingleton<Interactions>().AddSingleton<SignInEngine>()
        .AddSingleton<ScriptedSignIn>().AddSingleton<DeviceSignIn>().AddSingleton<SignInFlow>()
        .AddSingleton<PersonGrant>().AddSingleton<AuthorizationCode>().AddSingleton<DeviceCodeGrant>()
        .AddSingleton<RefreshToken>().AddSingleton<PasswordGrant>()
        .AddSingleton<CertificateAssertion>()
        .AddSingleton<FederatedAssertion>()
        .AddSingleton<ApplicationAuthentication>()
        .AddSingleton<ClientAuthentication>()
        .AddSingleton<ClientCredentials>()
        .AddSingleton<OnBehalfOf>()
        .AddSingleton<PipelineAssertions>()
        .AddSingleton<GrantList>();

    public static IServiceCollection AddArm(this IServiceCollection services) =>
        services.AddSingleton<ArmAuthentication>().AddSingleton<ArmSubscription>();

    public static IServiceCollection AddGraph(this IServiceCollection services) => services.AddSingleton<GraphAuthentication>();

    public static IServiceCollection AddManagedIdentity(this IServiceCollection services, ArcAgent arc) =>
        services.AddSingleton(arc).AddSingleton<IdentityTokens>().AddSingleton<Callers>().AddSingleton<ArcChallenges>();

    public static IServiceCollection AddControl(this IServiceCollection services) => services.AddSingleton<ControlKey>();
}

/// <summary>A switch knows neither Entra ID's words nor ARM's: they know the switches.</summary>
internal sealed class SwitchResults : ISwitchAnswers
{
    public IResult Failed(FailSettings settings) => new Refusal(settings.Code, settings.Error, settings.Message)
    {
        SubError = settings.SubError,
        Claims = settings.Claims,
        Status = settings.Status,
    };

    public IResult Throttled(bool byArm, TimeSpan wait) => byArm
        ? new ArmRefusal(
            StatusCodes.Status429TooManyRequests, "TooManyRequests", "Too many requests. Please try again later.")
        { RetryAfter = wait }
        : Aadsts.Throttled(wait);
}
