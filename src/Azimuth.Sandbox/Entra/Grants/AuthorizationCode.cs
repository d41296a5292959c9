using System.Collections.Concurrent;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Entra.Grants;

/// <summary><c>authorization_code</c> with PKCE (RFC 6749 4.1.3, RFC 7636 4.6).</summary>
internal sealed class AuthorizationCode(Sealer sealer, SandboxClock clock, PersonGrant person) : IGrant
{
    // Codes live ten minutes, so this stays small; after a restart a redeemed code could be redeemed once more.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _redeemed = new();

    public IReadOnlyList<string> Names { get; } = ["authorization_code"];

    public Task<IResult> RedeemAsync(GrantRequest request, CancellationToken cancel) => Task.FromResult(Redeem(request));

    private IResult Redeem(GrantRequest request)
    {
        if (request["code"] is not { } text)
        {
            return Aadsts.MissingParameter("code");
        }

        var code = text.StartsWith("1.", StringComparison.Ordinal)
            ? sealer.Open(SealedKinds.Code, text[2..], SealedJson.Default.SealedCode)
            : null;
        if (code is null || code.ClientId != request.Client.ClientId)
        {
            return Aadsts.CodeMalformed();
        }

        if (request["redirect_uri"] != code.RedirectUri)
        {
            return Aadsts.RedirectDiffers();
        }

        if (clock.GetUtcNow() >= code.Ends)
        {
            return Aadsts.CodeExpired();
        }

        if (ProofKey.Verify(code.Challenge, code.ChallengeMethod, request["code_verifier"]) is { } mismatch)
        {
            return mismatch;
        }

        if ((CrossOrigin.Check(request.Context, code.Spa) ?? CheckScope(request)) is { } wrong)
        {
            return wrong;
        }

        return TryRedeemOnce(code)
            ? person.Answer(request, code.Session, request["scope"] ?? code.Scope, code.Nonce, code.Spa)
            : Aadsts.CodeRedeemed();
    }

    /// <summary>A scope that is there must name something; without one the authorize request's counts.</summary>
    private static Refusal? CheckScope(GrantRequest request) =>
        !request.Form.TryGetValue("scope", out var scope) ? null
        : string.IsNullOrWhiteSpace(scope) ? Aadsts.EmptyScopeOfCode()
        : scope.ToString().Split(' ').Any(word => word.EndsWith('/')) ? Aadsts.ScopeOfCode(scope.ToString())
        : null;

    private bool TryRedeemOnce(SealedCode code)
    {
        foreach (var (id, ends) in _redeemed)
        {
            if (ends < clock.GetUtcNow())
            {
                _redeemed.TryRemove(id, out _);
            }
        }

        return _redeemed.TryAdd(code.Id, code.Ends);
    }
}
