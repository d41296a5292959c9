using Azimuth.Sandbox.Entra.Requests;

namespace Azimuth.Sandbox.Entra.Grants;

/// <summary>One <c>grant_type</c> of the token endpoint.</summary>
internal interface IGrant
{
    /// <summary>Every name under which clients ask for it.</summary>
    IReadOnlyList<string> Names { get; }

    Task<IResult> RedeemAsync(GrantRequest request, CancellationToken cancel);
}
