namespace Azimuth.Discovery;

/// <summary>An access token for ARM, from one tenant.</summary>
/// <param name="tenant">The tenant's ID; null for the user's home tenant.</param>
/// <param name="claims">What ARM asked the token to prove (a claims challenge), as JSON; null for any token that is still good.</param>
/// <param name="cancel">Cancels the operation.</param>
/// <exception cref="UserError">The tenant gives none without the user.</exception>
public delegate Task<Secret> TenantToken(string? tenant, string? claims, CancellationToken cancel);
