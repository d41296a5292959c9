namespace Azimuth.Flows;

/// <summary>A way of signing in: turns a request into an exchange with the authority, and its answer into an identity.</summary>
public interface ISignInFlow
{
    /// <summary>Signs in. The tokens are in the cache that the flow's client was made with.</summary>
    /// <exception cref="UserError">The person, the policy or the network said no.</exception>
    /// <exception cref="OperationCanceledException">Ctrl-C; nothing was kept.</exception>
    Task<SignedIn> SignInAsync(SignInRequest request, CancellationToken cancel);
}

/// <summary>What a flow is asked for.</summary>
public sealed record SignInRequest
{
    /// <summary><c>organizations</c>, or the ID or a domain of the tenant to sign in to.</summary>
    public required string Tenant { get; init; }

    /// <summary>What the first access token is for. The first scope decides the resource; Entra ID takes one resource at a time.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>What a resource asked the token to prove, as JSON; null almost always.</summary>
    public string? Claims { get; init; }

    /// <summary>Who is expected; fills in the name on the sign-in page.</summary>
    public string? LoginHint { get; init; }
}

/// <summary>Who signed in.</summary>
/// <param name="UserName">The name that the profile holds.</param>
/// <param name="HomeAccountId"><c>object ID.home tenant ID</c>: the account's key in the token cache.</param>
/// <param name="TenantId">The tenant that issued the token.</param>
public sealed record SignedIn(string UserName, string HomeAccountId, string TenantId);
