namespace Azimuth.Sandbox.Switches;

/// <summary>Conditional Access that wants a second factor (AADSTS50076 on a refresh token without one).</summary>
internal sealed class RequireMfa() : Switch<PolicySettings>(
    "requireMfa", "Sign-ins need a second factor: for everybody, or for the listed tenants and users.",
    SwitchesJson.Default.PolicySettings);

/// <summary>Conditional Access that refuses (AADSTS53003).</summary>
internal sealed class Block() : Switch<PolicySettings>(
    "block", "Conditional Access refuses access: to everybody, or to the listed tenants and users.", SwitchesJson.Default.PolicySettings);
