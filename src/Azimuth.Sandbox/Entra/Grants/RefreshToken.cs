using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Entra.Grants;

/// <summary>
/// <c>refresh_token</c> (RFC 6749 6): for any tenant and resource of the user. Each redemption answers a new token and
/// the old one stays good, as Entra ID has it.
/// </summary>
internal sealed class RefreshToken(Sealer sealer, SandboxClock clock, PersonGrant person) : IGrant
{
    public IReadOnlyList<string> Names { get; } = ["refresh_token"];

    public Task<IResult> RedeemAsync(GrantRequest request, CancellationToken cancel) => Task.FromResult(Redeem(request));

    private IResult Redeem(GrantRequest request)
    {
        if (request["refresh_token"] is not { } text)
        {
            return Aadsts.MissingParameter("refresh_token");
        }

        var token = text.StartsWith("1.", StringComparison.Ordinal)
            ? sealer.Open(SealedKinds.RefreshToken, text[2..], SealedJson.Default.SealedRefreshToken)
            : null;
        if (token is null)
        {
            return Aadsts.RefreshTokenMalformed();
        }

        if (token.ClientId != request.Client.ClientId && (token.Family is null || token.Family != request.Client.Family))
        {
            return Aadsts.ClientMismatch();
        }

        if (CrossOrigin.Check(request.Context, token.Spa) is { } wrong)
        {
            return wrong;
        }

        return clock.GetUtcNow() >= token.Ends
            ? Aadsts.RefreshTokenExpired(token.Issued, clock.GetUtcNow() - token.Issued)
            : person.Answer(
                request, token.Session, request["scope"] ?? token.Scope, spa: token.Spa, spaEnds: token.Spa ? token.Ends : null);
    }
}
