using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.Switches;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Entra.Tokens;

/// <summary>Tokens for a user: what a grant, having checked everything, answers with.</summary>
internal sealed class TokenIssuer(Claims claims, Jwt jwt, Sealer sealer, SandboxClock clock, TenantDirectory azure, TamperAnswers distort)
{
    /// <summary>MSAL refreshes ahead of time only for tokens that live at least this long (docs/protocol.md, 6.2).</summary>
    private static readonly TimeSpan RefreshAheadFrom = TimeSpan.FromHours(2);

    private static readonly TimeSpan OneDay = TimeSpan.FromSeconds(86399);

    private static readonly TimeSpan IdTokenLife = TimeSpan.FromHours(1);

    /// <summary>Documented for single-page applications: a browser is no place to keep secrets for long.</summary>
    private static readonly TimeSpan SpaRefreshTokenLife = TimeSpan.FromDays(1);

    public TokenResponse Issue(TokenRequest request)
    {
        var now = clock.GetUtcNow();
        var life = Lifetime(request.DeclaresCp1);
        var response = new TokenResponse
        {
            Scope = request.Scopes.Granted,
            ExpiresIn = (int)life.TotalSeconds,
            ExtExpiresIn = (int)life.TotalSeconds,
            RefreshIn = life >= RefreshAheadFrom ? (int)life.TotalSeconds / 2 : null,
            AccessToken = jwt.Sign(claims.Access(request, now, now + life), request.Scopes.IsV2),
            RefreshToken = request.Scopes.WantsRefreshToken ? RefreshToken(request, now) : null,
            Foci = request.Scopes.WantsRefreshToken ? request.Client.Family : null,
            IdToken = request.Scopes.WantsIdToken ? IdToken(request, null) : null,
            ClientInfo = request.WantsClientInfo ? ClientInfo(request.Person) : null,
        };

        return Distorted(response);
    }

    /// <summary>A token for an application that acts for itself: nothing beside it (docs/protocol.md, 6.2).</summary>
    public TokenResponse IssueToApplication(ApplicationTokenRequest request)
    {
        var now = clock.GetUtcNow();
        var life = Lifetime(request.DeclaresCp1);
        return Distorted(new TokenResponse
        {
            ExpiresIn = (int)life.TotalSeconds,
            ExtExpiresIn = (int)life.TotalSeconds,
            RefreshIn = life >= RefreshAheadFrom ? (int)life.TotalSeconds / 2 : null,
            AccessToken = jwt.Sign(claims.Application(request, now, now + life), request.Scopes.IsV2),
        });
    }

    /// <param name="code">The authorization code that goes with it, whose hash it carries.</param>
    public string IdToken(TokenRequest request, string? code)
    {
        var now = clock.GetUtcNow();
        return jwt.Sign(claims.Id(request, code, now, now + IdTokenLife), v2: true);
    }

    /// <summary>
    /// <c>uid</c> and <c>utid</c> of the home tenant, whatever tenant the token is for: the account's name in every cache.
    /// </summary>
    public static string ClientInfo(Person person) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        $$"""{"uid":"{{person.Id}}","utid":"{{person.Home.Id}}"}"""));

    private TokenResponse Distorted(TokenResponse response) => !distort.IsOn ? response : response with
    {
        Foci = distort.Drops("foci") ? null : response.Foci,
        ClientInfo = distort.Drops("client_info") ? null : response.ClientInfo,
        RefreshToken = distort.Drops("refresh_token") ? null : response.RefreshToken,
        IdToken = distort.Drops("id_token") ? null : response.IdToken,
        Scope = distort.Drops("scope") ? null : response.Scope,
    };

    private string RefreshToken(TokenRequest request, DateTimeOffset now)
    {
        var content = new SealedRefreshToken
        {
            Id = RandomNumberGenerator.GetHexString(16),
            ClientId = request.Client.ClientId,
            Family = request.Client.Family,
            Scope = request.OriginalScope,
            Issued = now,
            Spa = request.Spa,
            Role = request.Role,
            Ends = request.Spa ? request.SpaEnds ?? now + SpaRefreshTokenLife : now.AddSeconds(azure.Scenario.Tokens.RefreshTokenSeconds),
            Session = request.Session,
        };
        return "1." + sealer.Seal(SealedKinds.RefreshToken, content, SealedJson.Default.SealedRefreshToken);
    }

    private TimeSpan Lifetime(bool declaresCp1) => azure.Scenario.Tokens.AccessTokenSeconds is { } seconds ? TimeSpan.FromSeconds(seconds)
        : declaresCp1 ? OneDay
        : TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(3600, 5400) - 1); // Entra ID varies it between 60 and 90 minutes
}

/// <summary>What a sealed text is; part of its authentication.</summary>
internal static class SealedKinds
{
    public const string Code = "code";
    public const string RefreshToken = "refresh token";
    public const string Sessions = "sessions";
}

/// <summary>An application that has authenticated.</summary>
/// <param name="Method">How, as <see cref="Requests.ClientCredential.Method"/> says it.</param>
internal sealed record ApplicationTokenRequest(
    Tenant Tenant, Application Client, ServicePrincipal Principal, RequestedScopes Scopes, string Method, bool DeclaresCp1);

/// <summary>A grant that was checked and is now to be answered.</summary>
internal sealed record TokenRequest
{
    /// <summary>The resource tenant: whose tokens these are.</summary>
    public required Tenant Tenant { get; init; }

    public required Person Person { get; init; }

    public required Application Client { get; init; }

    public required RequestedScopes Scopes { get; init; }

    /// <summary>As the sign-in asked; a refresh without <c>scope</c> repeats it.</summary>
    public required string OriginalScope { get; init; }

    public required Session Session { get; init; }

    public string? Nonce { get; init; }

    public bool WantsClientInfo { get; init; }

    public bool DeclaresCp1 { get; init; }

    /// <summary>How the client proved itself, as <see cref="Requests.ClientCredential.Method"/> says it.</summary>
    public string ClientMethod { get; init; } = "0";

    /// <summary>What the client is: refresh tokens keep it.</summary>
    public ClientRole Role { get; init; }

    /// <summary>Whether the client is a single-page application.</summary>
    public bool Spa { get; init; }

    /// <summary>When the page's first refresh token ends; a redemption does not prolong that.</summary>
    public DateTimeOffset? SpaEnds { get; init; }

    public required string Address { get; init; }

    /// <summary><c>client_session</c> of the body: the session of an agent that acts for the user; null without one.</summary>
    public string? AgentSession { get; init; }
}

/// <summary>The token endpoint's success (docs/protocol.md, 6.2).</summary>
internal sealed record TokenResponse
{
    public string TokenType { get; init; } = "Bearer";

    public string? Scope { get; init; }

    public required int ExpiresIn { get; init; }

    public required int ExtExpiresIn { get; init; }

    public int? RefreshIn { get; init; }

    public required string AccessToken { get; init; }

    public string? RefreshToken { get; init; }

    /// <summary>The family whose members may redeem the refresh token.</summary>
    public string? Foci { get; init; }

    public string? IdToken { get; init; }

    public string? ClientInfo { get; init; }
}
