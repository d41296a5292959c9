namespace Azimuth.Sandbox.Switches;

/// <summary>Conditional Access that wants a second factor (AADSTS50076 on a refresh token without one).</summary>
internal sealed class RequireMfa() : Switch<PolicySettings>(
    "requireMfa", "Require MFA", "Sign-ins require a second factor: for all users, or for the listed tenants and users.",
    SwitchesJson.Default.PolicySettings);

/// <summary>Conditional Access that refuses (AADSTS53003).</summary>
internal sealed class Block() : Switch<PolicySettings>(
    "block", "Block access", "Conditional Access blocks access: for all users, or for the listed tenants and users.",
    SwitchesJson.Default.PolicySettings);
