using Azimuth.Sandbox.Hosting;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Entra;

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

    /// <summary>
    /// Checks in Entra ID's order. Until the redirect address is trusted, a refusal is the person's alone; afterwards
    /// <paramref name="asked"/> tells the application.
    /// </summary>
    /// <param name="asked">The request as far as it was understood: where a refusal may be sent. Null: nowhere.</param>
    /// <param name="refused">Null: all is well.</param>
    public static void Parse(string tenant, IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> fields, LocalAzure azure, Origins origins, out AuthorizeRequest? asked, out Refusal? refused)
    {
        var given = fields.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
        string? Value(string name) => given.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

        asked = null;
        (var segment, refused) = TenantSegment.Parse(tenant, azure);
        if (segment is null)
        {
            return;
        }

        refused = CheckClient(Value("client_id"), Value("redirect_uri"), segment, azure, out var client, out var kind);
        if (refused is not null)
        {
            return;
        }

        RequestedScopes? scopes = null;
        asked = new AuthorizeRequest
        {
            Client = client!,
            Tenant = segment,
            RedirectUri = Value("redirect_uri")!,
            RedirectKind = kind,
            State = Value("state"),
            Mode = ModeOf(Value("response_mode")) ?? (Words(Value("response_type")).Contains("id_token") ? ResponseMode.Fragment : ResponseMode.Query),
        };
        refused = CheckResponse(Value, client!) ?? CheckQuestion(Value, client!, segment, azure, origins, out scopes);
        if (refused is null)
        {
            asked = asked with
            {
                Scope = Value("scope")!,
                Scopes = scopes,
                WantsCode = Words(Value("response_type")).Contains("code"),
                WantsIdToken = Words(Value("response_type")).Contains("id_token"),
                Nonce = Value("nonce"),
                Challenge = Value("code_challenge"),
                ChallengeMethod = Value("code_challenge") is null ? null : Value("code_challenge_method") ?? "plain",
                Prompt = Value("prompt") ?? "",
                LoginHint = Value("login_hint"),
                WantsClientInfo = Value("client_info") is not null,
            };
        }
    }

    private static Refusal? CheckClient(string? clientId, string? redirect, TenantSegment segment, LocalAzure azure, out Application? client, out RedirectKind kind)
    {
        kind = default;
        client = clientId is null ? null : azure.FindApplication(clientId, segment.Named);
        if (clientId is null)
        {
            return Aadsts.MissingParameter("client_id");
        }

        if (client is null || client.Disabled)
        {
            return client is null ? Aadsts.UnknownApplication(clientId, segment.Named?.Name ?? segment.Text) : Aadsts.ApplicationDisabled(client);
        }

        if (redirect is null || RedirectUris.KindOf(client, redirect) is not { } registered)
        {
            return redirect is null ? Aadsts.MissingParameter("redirect_uri") : Aadsts.RedirectMismatch(redirect, client);
        }

        kind = registered;
        return null;
    }

    /// <summary>What is to come back, and how.</summary>
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

    private static Refusal? CheckQuestion(Func<string, string?> value, Application client, TenantSegment segment, LocalAzure azure, Origins origins, out RequestedScopes? scopes)
    {
        scopes = null;
        if (value("scope") is not { } scope)
        {
            return Aadsts.MissingParameter("scope");
        }

        (scopes, var badScope) = RequestedScopes.Parse(scope, segment.Named, azure, origins, client);
        return badScope
            ?? (value("code_challenge_method") is { } method && method is not ("S256" or "plain") ? Aadsts.Malformed($"the code challenge method '{method}' is not known.")
            : !Prompts.Contains(value("prompt") ?? "") ? Aadsts.Malformed($"the prompt '{value("prompt")}' is not known.")
            : ClientClaims.DeclaresCp1(value("claims")) is null ? Aadsts.Malformed("'claims' is no JSON object.")
            : null);
    }

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
