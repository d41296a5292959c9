using Azimuth.Sandbox.Entra.Tokens;

namespace Azimuth.Sandbox.Switches;

/// <summary>Token responses that lack something, as real ones sometimes do.</summary>
internal sealed class Distort() : Switch<DistortSettings>(
    "distort", "Token responses lack the listed fields (foci, client_info, refresh_token, id_token, scope).", SwitchesJson.Default.DistortSettings)
{
    public TokenResponse Apply(TokenResponse response)
    {
        if (Now is not { On: true } now)
        {
            return response;
        }

        return response with
        {
            Foci = now.Drop.Contains("foci") ? null : response.Foci,
            ClientInfo = now.Drop.Contains("client_info") ? null : response.ClientInfo,
            RefreshToken = now.Drop.Contains("refresh_token") ? null : response.RefreshToken,
            IdToken = now.Drop.Contains("id_token") ? null : response.IdToken,
            Scope = now.Drop.Contains("scope") ? null : response.Scope,
        };
    }
}

internal sealed record DistortSettings : SwitchSettings
{
    public IReadOnlyList<string> Drop { get; set; } = [];
}
