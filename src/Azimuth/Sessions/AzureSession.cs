using Azimuth.Accounts;
using Azimuth.Configuration;
using Azimuth.Flows;
using Azimuth.Flows.ManagedIdentity;
using Azimuth.Http;
using Azimuth.Tokens;

namespace Azimuth.Sessions;

/// <summary>
/// The front door: who is signed in to Azure in one folder, and their tokens. Several sessions and processes may use one folder at
/// once. Every method that fails for a reason that a user can do something about throws <see cref="UserError"/>.
/// </summary>
public sealed class AzureSession : IDisposable
{
    private readonly AzureSessionOptions _options;
    private bool _hasClouds;

    private AzureSession(AzureSessionOptions options, SessionServices services)
    {
        _options = options;
        Services = services;
    }

    /// <summary>The parts that the session is made of, for what it does not offer itself.</summary>
    public SessionServices Services { get; }

    /// <summary>Opens a session. No file is read or written, and no server is asked, before the first call that needs one.</summary>
    /// <exception cref="ArgumentException">The client ID is not a GUID.</exception>
    public static AzureSession Open(AzureSessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!Guid.TryParseExact(options.ClientId, "D", out var clientId))
        {
            throw new ArgumentException($"The client ID '{options.ClientId}' is not a GUID.", nameof(options));
        }

        var environment = options.Environment ?? CurrentProcess.Environment;
        return new(options, new(new()
        {
            ClientId = clientId.ToString(),
            Folder = () => FolderOf(options.Folder, clientId, environment),
            Environment = environment,
            System = CurrentProcess.System,
            Platform = CurrentProcess.Platform,
            Process = CurrentProcess.Identity,
            Network = () => NetworkOf(options, environment),
            CloudName = options.Cloud,
            Browser = options.Browser is { } browser ? () => browser : null,
            Broker = () => options.Broker,
            Paste = options.PasteAddress is { } paste ? (_, cancel) => paste(cancel) : null,
            HostName = static () => CurrentProcess.HostName,
            SetVariable = CurrentProcess.Set,
            Time = options.Time,
            Timeouts = () => new(options.Timeout ?? CommandTimeouts.OfSignIn, options.Time, options.OnWarning),
            Warn = options.OnWarning,
            DebugLog = options.OnDebug is null ? DebugLog.Silent : new(options.OnDebug),
        }));
    }

    /// <summary>
    /// Signs a user in, finds the tenants and subscriptions that the user sees, and keeps both. Nothing is kept of a sign-in that is
    /// canceled or fails.
    /// </summary>
    /// <param name="order">What is asked for; null: all that the user sees. Its ways, where it names none, are the options'.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<SignInResult> SignInAsync(SignInOrder? order = null, CancellationToken cancel = default)
    {
        await LoadCloudsAsync(cancel);
        var signIn = Services.SignIn(Services.Cloud.RedirectPort);
        return await RunAsync(signIn, order is { Ways: not [] } ? order : (order ?? new()) with { Ways = _options.Ways }, cancel);
    }

    /// <summary>Signs a user in with a password (RFC 6749, 4.3); most tenants ask users for more than that.</summary>
    /// <param name="userName">The user name.</param>
    /// <param name="password">Sent to the authority and kept nowhere.</param>
    /// <param name="order">What is asked for; null: all that the user sees.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<SignInResult> SignInAsync(
        string userName, Secret password, SignInOrder? order = null, CancellationToken cancel = default)
    {
        await LoadCloudsAsync(cancel);
        return await RunAsync(Services.SignIn(userName, password), (order ?? new()) with { Ways = [FlowKind.Password] }, cancel);
    }

    /// <summary>Signs an application in by what it proves itself with; that is kept beside its tokens.</summary>
    /// <param name="application">The application and its secret, certificate or federated token.</param>
    /// <param name="order">What is asked for; null: all that the application sees.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<SignInResult> SignInAsync(
        ServicePrincipalEntry application, SignInOrder? order = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(application);
        await LoadCloudsAsync(cancel);
        return await RunAsync(
            Services.SignIn(application),
            (order ?? new()) with { Ways = [FlowKind.ServicePrincipal], Tenants = [application.Tenant] },
            cancel);
    }

    /// <summary>Signs this machine in by its managed identity.</summary>
    /// <param name="identity">Which of its identities; null: the machine's own.</param>
    /// <param name="order">What is asked for; null: all that the machine sees.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<SignInResult> SignInMachineAsync(
        AssignedIdentity? identity = null, SignInOrder? order = null, CancellationToken cancel = default)
    {
        await LoadCloudsAsync(cancel);
        return await RunAsync(
            Services.SignIn(identity ?? AssignedIdentity.OfSystem),
            (order ?? new()) with { Ways = [FlowKind.ManagedIdentity] },
            cancel);
    }

    /// <summary>
    /// A token that is valid for at least five minutes: out of the cache, else from the authority, once for all who wait.
    /// </summary>
    /// <param name="scope">What it is for, as in <c>https://graph.microsoft.com/.default</c>.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<IssuedToken> GetTokenAsync(string scope, CancellationToken cancel = default) => GetTokenAsync([scope], cancel: cancel);

    /// <summary>The same, for a chosen account and tenant.</summary>
    /// <param name="scopes">What it is for: scopes of one resource.</param>
    /// <param name="subscription">Whose identity and tenant, by a subscription's name or ID; null: the default subscription's.</param>
    /// <param name="tenant">From another tenant, by ID or domain; null: the subscription's.</param>
    /// <param name="claims">What a resource asked the token to prove, as JSON (a claims challenge); null: nothing.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IssuedToken> GetTokenAsync(
        IReadOnlyList<string> scopes, string? subscription = null, string? tenant = null, string? claims = null,
        CancellationToken cancel = default)
    {
        await LoadCloudsAsync(cancel);
        var row = await GetSubscriptionAsync(subscription, cancel);
        return await Services.Tokens.GetAsync(row, tenant ?? row.TenantId, scopes, claims, cancel);
    }

    /// <summary>Subscriptions of all who are signed in to the session's cloud, and the tenants without any that were asked for.</summary>
    public async Task<IReadOnlyList<Subscription>> GetSubscriptionsAsync(CancellationToken cancel = default)
    {
        await LoadCloudsAsync(cancel);
        return (await Services.Profile.ReadAsync(cancel)).In(Services.Cloud.Name);
    }

    /// <summary>One subscription.</summary>
    /// <param name="nameOrId">Its name or ID; null: the default one.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Subscription> GetSubscriptionAsync(string? nameOrId = null, CancellationToken cancel = default)
    {
        await LoadCloudsAsync(cancel);
        return Services.AccountSelection.Find(await Services.Profile.ReadAsync(cancel), nameOrId);
    }

    /// <summary>Makes a subscription the default.</summary>
    /// <param name="nameOrId">Its name or ID.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Subscription> SetDefaultSubscriptionAsync(string nameOrId, CancellationToken cancel = default)
    {
        var row = await GetSubscriptionAsync(nameOrId, cancel);
        await Services.DefaultSubscription.SetAsync(row, cancel);
        return row with { IsDefault = true };
    }

    /// <summary>Who is signed in to the session's cloud, each once.</summary>
    public async Task<IReadOnlyList<AccountUser>> GetAccountsAsync(CancellationToken cancel = default)
    {
        var users = new List<AccountUser>();
        foreach (var row in await GetSubscriptionsAsync(cancel))
        {
            if (!users.Exists(each => each.IsSameAs(row.User)))
            {
                users.Add(row.User);
            }
        }

        return users;
    }

    /// <summary>Signs an account out in every cloud: its subscriptions, tokens and credentials are removed.</summary>
    /// <param name="userName">The user name, or an application's client ID; null: the default subscription's account.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<SignOutResult> SignOutAsync(string? userName = null, CancellationToken cancel = default)
    {
        await LoadCloudsAsync(cancel);
        return await Services.SignOut.RunAsync(userName, cancel);
    }

    /// <inheritdoc/>
    public void Dispose() => Services.Dispose();

    private async Task<SignInResult> RunAsync(SignIn signIn, SignInOrder order, CancellationToken cancel) =>
        await signIn.RunAsync(order, _options.OnSignInEvent, cancel);

    private async Task LoadCloudsAsync(CancellationToken cancel)
    {
        if (!_hasClouds && Services.MetadataClouds is { } listed)
        {
            await listed.LoadAsync(cancel);
        }

        _hasClouds = true;
    }

    private static ConfigFolder FolderOf(string? folder, Guid clientId, EnvironmentVariables environment) => new(
        folder is not null ? Path.GetFullPath(folder)
        : environment.NonEmpty("HOME") is { } home ? Path.Combine(home, ".azimuth", clientId.ToString())
        : throw new UserError(
            $"{UserHome.Missing()} Set a folder in the options of the session."));

    private static NetworkSettings NetworkOf(AzureSessionOptions options, EnvironmentVariables environment)
    {
        var version = typeof(AzureSession).Assembly.GetName().Version!.ToString(fieldCount: 3);
        // Without a home there is no sandbox to believe: a folder that others can write must not name one (attack S6).
        var state = environment.NonEmpty("HOME") is null ? null : ConfigFolderLocator.SandboxFolder(environment);
        var settings = NetworkSettings.From(environment, version, state);
        return settings with { UserAgent = $"{options.UserAgent} {settings.UserAgent}".TrimStart(), Transport = options.HttpHandler };
    }
}
