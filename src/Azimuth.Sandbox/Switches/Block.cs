namespace Azimuth.Sandbox.Switches;

/// <summary>Conditional Access that refuses (AADSTS53003).</summary>
internal sealed class Block() : Switch<PolicySettings>(
    "block", "Conditional Access refuses access: to everybody, or to the listed tenants and users.", SwitchesJson.Default.PolicySettings);
