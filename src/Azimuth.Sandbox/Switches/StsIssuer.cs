namespace Azimuth.Sandbox.Switches;

/// <summary>v1 tokens say that <c>sts.windows.net</c> issued them, for tools that insist (attack S7: off, and status shows it).</summary>
internal sealed class StsIssuer() : Switch<SwitchSettings>(
    "stsIssuer", "Access tokens name https://sts.windows.net as their issuer instead of this sandbox.",
    SwitchesJson.Default.SwitchSettings);
