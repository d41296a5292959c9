using System.Globalization;
using System.Text.Json.Serialization;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Entra.Tokens;

/// <summary>The token endpoint's success as its version writes it: v1 has its numbers as strings, and says when and for what.</summary>
internal static class TokenResult
{
    public static IResult Create(GrantRequest request, TokenResponse tokens)
    {
        EntraHeaders.Add(request.Context);
        if (V1Request.ResourceOf(request.Context.Request, request.Form) is not { } resource)
        {
            return TypedResults.Json(tokens, TokenJson.Plain.TokenResponse);
        }

        var now = request.Context.RequestServices.GetRequiredService<SandboxClock>().GetUtcNow().ToUnixTimeSeconds();
        return TypedResults.Json(new V1TokenResponse
        {
            TokenType = tokens.TokenType,
            Scope = tokens.Scope is null
                ? null
                : string.Join(
                    ' ', tokens.Scope.Split(' ').Select(scope => scope[(scope.LastIndexOf('/') + 1)..]).Where(name => name != ".default")),
            ExpiresIn = Text(tokens.ExpiresIn),
            ExtExpiresIn = Text(tokens.ExtExpiresIn),
            ExpiresOn = Text(now + tokens.ExpiresIn),
            NotBefore = Text(now),
            Resource = resource,
            AccessToken = tokens.AccessToken,
            RefreshToken = tokens.RefreshToken,
            Foci = tokens.Foci,
            IdToken = tokens.IdToken,
            ClientInfo = tokens.ClientInfo,
        }, TokenJson.Plain.V1TokenResponse);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The v1 endpoint's success (docs/protocol.md, 6.2).</summary>
internal sealed record V1TokenResponse
{
    public required string TokenType { get; init; }

    public string? Scope { get; init; }

    public required string ExpiresIn { get; init; }

    public required string ExtExpiresIn { get; init; }

    public required string ExpiresOn { get; init; }

    public required string NotBefore { get; init; }

    public required string Resource { get; init; }

    public required string AccessToken { get; init; }

    public string? RefreshToken { get; init; }

    public string? Foci { get; init; }

    public string? IdToken { get; init; }

    public string? ClientInfo { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(V1TokenResponse))]
internal sealed partial class TokenJson : JsonSerializerContext
{
    /// <inheritdoc cref="EntraErrorJson.Plain"/>
    public static TokenJson Plain => field ??= new(EntraErrorJson.Unescaped(Default.Options));
}
