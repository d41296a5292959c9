namespace Azimuth.Sandbox.Entra.Grants;

/// <summary>All grants. A new one is a file beside this one and a line here.</summary>
internal sealed class GrantList(
    AuthorizationCode authorizationCode, DeviceCodeGrant deviceCode, RefreshToken refreshToken, PasswordGrant password,
    ClientCredentials clientCredentials, OnBehalfOf onBehalfOf)
{
    private readonly IReadOnlyList<IGrant> _all = [authorizationCode, deviceCode, refreshToken, password, clientCredentials, onBehalfOf];

    public IGrant? Find(string name) => _all.FirstOrDefault(grant => grant.Names.Contains(name));
}
