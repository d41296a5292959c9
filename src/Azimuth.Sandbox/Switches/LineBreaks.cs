namespace Azimuth.Sandbox.Switches;

/// <summary>Older Entra ID answers put each id of an error description on a line of its own.</summary>
internal sealed class LineBreaks() : Switch<SwitchSettings>(
    "lineBreaks", "Error descriptions have line breaks before Trace ID, Correlation ID and Timestamp.",
    SwitchesJson.Default.SwitchSettings);
