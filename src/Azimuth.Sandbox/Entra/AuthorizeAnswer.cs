using System.Security.Cryptography;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.Pages;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Entra;

/// <summary>The authorize endpoint's answer, on its way to the redirect address.</summary>
/// <param name="Request">Where it goes.</param>
/// <param name="Fields">In the order in which Entra ID sends them.</param>
internal sealed record AuthorizeAnswer(AuthorizeRequest Request, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    /// <param name="cancelled">The person pressed Cancel: clients tell that from other refusals.</param>
    public static AuthorizeAnswer Refused(AuthorizeRequest request, Refusal refusal, HttpContext context, bool cancelled = false)
    {
        var body = refusal.Body(context);
        List<KeyValuePair<string, string>> fields = [new("error", body.Error), new("error_description", body.ErrorDescription)];
        if (cancelled)
        {
            fields.Add(new("error_subcode", "cancel"));
        }

        fields.Add(new("error_uri", body.ErrorUri));
        return new(request, [.. fields, .. State(request)]);
    }

    public static AuthorizeAnswer Code(AuthorizeRequest request, Person person, Session session, Sealer sealer, TimeProvider clock, ScenarioTokens tokens)
    {
        var code = new SealedCode
        {
            Id = RandomNumberGenerator.GetHexString(32),
            ClientId = request.Client.ClientId,
            Tenant = request.Tenant.Text,
            RedirectUri = request.RedirectUri,
            Scope = request.Scope,
            Nonce = request.Nonce,
            Challenge = request.Challenge,
            ChallengeMethod = request.ChallengeMethod,
            Ends = clock.GetUtcNow().AddSeconds(tokens.CodeSeconds),
            Session = session,
        };
        List<KeyValuePair<string, string>> fields = [new("code", "1." + sealer.Seal(SealedKinds.Code, code, SealedJson.Default.SealedCode))];
        if (request.WantsClientInfo)
        {
            fields.Add(new("client_info", TokenIssuer.ClientInfo(person)));
        }

        return new(request, [.. fields, .. State(request), new("session_state", session.Id.ToString())]);
    }

    /// <summary>In the response mode that was asked for.</summary>
    public IResult ToResult() => Request.Mode switch
    {
        ResponseMode.FormPost => Page.FormPost(new FormPostView(new Uri(Request.RedirectUri), Request.Client.Name, Fields)),
        ResponseMode.Fragment => TypedResults.Redirect($"{Request.RedirectUri}#{Encoded()}"),
        _ => TypedResults.Redirect($"{Request.RedirectUri}{(Request.RedirectUri.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Encoded()}"),
    };

    private static IEnumerable<KeyValuePair<string, string>> State(AuthorizeRequest request) =>
        request.State is { } state ? [new("state", state)] : [];

    private string Encoded() => string.Join('&', Fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
}
