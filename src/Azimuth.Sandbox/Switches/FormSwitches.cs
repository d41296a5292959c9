namespace Azimuth.Sandbox.Switches;

/// <summary>Older Entra ID answers put each id of an error description on a line of its own.</summary>
internal sealed class LineBreaks() : Switch<SwitchSettings>(
    "lineBreaks", "Line breaks in errors", "Error descriptions have line breaks before Trace ID, Correlation ID and Timestamp.",
    SwitchesJson.Default.SwitchSettings);

/// <summary>v1 tokens say that <c>sts.windows.net</c> issued them, for tools that insist (attack S7: off, and status shows it).</summary>
internal sealed class StsIssuer() : Switch<SwitchSettings>(
    "stsIssuer", "Issuer sts.windows.net", "Version 1 access tokens name https://sts.windows.net as their issuer instead of this sandbox.",
    SwitchesJson.Default.SwitchSettings);
