using System.Globalization;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.Entra.SignIn;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Entra.Authorization;

/// <summary>What an application asks of the authorize endpoint, once it is known to be allowed to ask.</summary>
internal sealed record AuthorizeRequest
{
    private static readonly string[] Prompts = ["", "login", "select_account", "consent", "none", "create"];

    public required Application Client { get; init; }

    public required TenantSegment Tenant { get; init; }

    public required string RedirectUri { get; init; }

    public required ResponseMode Mode { get; init; }

    public required RedirectKind RedirectKind { get; init; }

    public string? State { get; init; }

    /// <summary>An authorization code, which a token request redeems.</summary>
    public bool WantsCode { get; private init; }

    /// <summary>An ID token right away, which the registration has to allow.</summary>
    public bool WantsIdToken { get; private init; }

    /// <summary>What <see cref="Scope"/> means; null while the request is not checked yet.</summary>
    public RequestedScopes? Scopes { get; private init; }

    public string Scope { get; private init; } = "";

    public string? Nonce { get; private init; }

    public string? Challenge { get; private init; }

    public string? ChallengeMethod { get; private init; }

    public string Prompt { get; private init; } = "";

    public string? LoginHint { get; private init; }

    public bool WantsClientInfo { get; private init; }

    /// <summary>How old the browser's session may be; null: any age.</summary>
    public TimeSpan? MaxAge { get; private init; }

    /// <summary>The sign-in that the request wants.</summary>
    public SignInRequest SignIn => new()
    {
        Tenant = Tenant,
        Client = Client,
        Scopes = Scopes,
        Prompt = Prompt,
        LoginHint = LoginHint,
        MaxAge = MaxAge,
    };

    /// <summary>
    /// Checks in Entra ID's order. Until the redirect address is trusted, a refusal is the user's alone; afterwards the application hears
    /// of it.
    /// </summary>
    /// <returns>
    /// The request as far as it was understood, which says where a refusal may be sent (null: nowhere), and the refusal, if there is one.
    /// </returns>
    public static (AuthorizeRequest? Asked, Refusal? Refused) Parse(
        string tenant, IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> fields,
        TenantDirectory azure, Origins origins)
    {
        var given = fields.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
        string? Value(string name) => given.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

        var (segment, noTenant) = TenantSegment.Parse(tenant, azure);
        if (segment is null)
        {
            return (null, noTenant);
        }

        var (client, noClient) = CheckClient(Value("client_id"), segment, azure);
        if (client is null)
        {
            return (null, noClient);
        }

        var (kind, noRedirect) = CheckRedirect(Value("redirect_uri"), client);
        if (kind is null)
        {
            return (null, noRedirect);
        }

        var types = Words(Value("response_type"));
        var asked = new AuthorizeRequest
        {
            Client = client,
            Tenant = segment,
            RedirectUri = Value("redirect_uri")!,
            RedirectKind = kind.Value,
            State = Value("state"),
            Mode = ModeOf(Value("response_mode")) ?? (types.Contains("id_token") ? ResponseMode.Fragment : ResponseMode.Query),
        };
        if (CheckResponse(Value, client) is { } wrong)
        {
            return (asked, wrong);
        }

        var (scopes, badScope) = Value("scope") is { } scope
            ? RequestedScopes.Parse(scope, segment.Named, azure, origins, client)
            : (null, Aadsts.MissingParameter("scope"));
        if ((badScope ?? CheckChallenge(Value, asked) ?? CheckQuestion(Value)) is { } refused)
        {
            return (asked, refused);
        }

        return (asked with
        {
            Scope = Value("scope")!,
            Scopes = scopes,
            WantsCode = types.Contains("code"),
            WantsIdToken = types.Contains("id_token"),
            Nonce = Value("nonce"),
            Challenge = Value("code_challenge"),
            ChallengeMethod = Value("code_challenge") is null ? null : Value("code_challenge_method") ?? "plain",
            Prompt = Value("prompt") ?? "",
            LoginHint = Value("login_hint"),
            MaxAge = Value("max_age") is { } seconds
                ? TimeSpan.FromSeconds(int.Parse(seconds, NumberStyles.None, CultureInfo.InvariantCulture))
                : null,
            WantsClientInfo = Value("client_info") is not null,
        }, null);
    }

    private static (Application? Client, Refusal? Refused) CheckClient(string? clientId, TenantSegment segment, TenantDirectory azure) =>
        clientId is null ? (null, Aadsts.MissingParameter("client_id"))
        : azure.FindApplication(clientId, segment.Named) is not { } client
            ? (null, Aadsts.UnknownApplication(clientId, segment.Named?.Name ?? segment.Text))
        : client.Disabled ? (null, Aadsts.ApplicationDisabled(client))
        : (client, null);

    private static (RedirectKind? Kind, Refusal? Refused) CheckRedirect(string? redirect, Application client) =>
        redirect is null ? (null, Aadsts.MissingParameter("redirect_uri"))
        : RedirectUris.KindOf(client, redirect) is { } kind ? (kind, null)
        : (null, Aadsts.RedirectMismatch(redirect, client));

    /// <summary>What the response has to contain, and how it is sent.</summary>
    private static Refusal? CheckResponse(Func<string, string?> value, Application client)
    {
        if (value("response_type") is not { } responseType)
        {
            return Aadsts.MissingParameter("response_type");
        }

        var types = Words(responseType);
        if (types.Contains("token"))
        {
            return Aadsts.TokensNotAllowed();
        }

        if (types.Length == 0 || types.Except(["code", "id_token"]).Any())
        {
            return Aadsts.UnsupportedResponseType(responseType);
        }

        if (value("response_mode") is { } mode && ModeOf(mode) is null)
        {
            return Aadsts.Malformed($"the response mode '{mode}' is not known.");
        }

        return !types.Contains("id_token") ? null
            : !client.AllowIdTokens ? Aadsts.IdTokensNotAllowed()
            : value("response_mode") == "query" ? Aadsts.NoTokenInQuery()
            : value("nonce") is null ? Aadsts.MissingParameter("nonce")
            : null;
    }

    /// <summary>PKCE (RFC 7636 4.2, 4.3), as far as it is wanted: see <see cref="ProofKey"/>.</summary>
    private static Refusal? CheckChallenge(Func<string, string?> value, AuthorizeRequest asked) =>
        value("code_challenge_method") is { } method && method is not ("S256" or "plain")
            ? Aadsts.Malformed($"the code challenge method '{method}' is not known.")
        : value("code_challenge") is { } challenge ? ProofKey.CheckChallenge(challenge, value("code_challenge_method") ?? "plain")
        : asked.RedirectKind == RedirectKind.Spa && Words(value("response_type")).Contains("code") ? Aadsts.ChallengeMissing()
        : null;

    private static Refusal? CheckQuestion(Func<string, string?> value) =>
        !Prompts.Contains(value("prompt") ?? "") ? Aadsts.Malformed($"the prompt '{value("prompt")}' is not known.")
        : value("max_age") is { } age && !int.TryParse(age, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? Aadsts.Malformed($"'max_age' must be a number of seconds, not '{age}'.")
        : ClientClaims.DeclaresCp1(value("claims")) is null ? Aadsts.Malformed("'claims' is not a JSON object.")
        : null;

    private static string[] Words(string? text) => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static ResponseMode? ModeOf(string? text) => text switch
    {
        null or "query" => ResponseMode.Query,
        "form_post" => ResponseMode.FormPost,
        "fragment" => ResponseMode.Fragment,
        _ => null,
    };
}

/// <summary>How an answer travels to the redirect address.</summary>
internal enum ResponseMode
{
    Query,
    Fragment,
    FormPost,
}
