namespace Azimuth.Sandbox.Switches;

/// <summary>Device codes that need no user: after so many polls they are approved by a user of the scenario, or refused.</summary>
internal sealed class AnswerDeviceCodes() : Switch<AnswerDeviceCodesSettings>(
    "answerDeviceCodes", "Answer device codes automatically",
    "Device codes are approved as the given user, or refused, after the given number of polls.",
    SwitchesJson.Default.AnswerDeviceCodesSettings);

internal sealed record AnswerDeviceCodesSettings : SwitchSettings
{
    /// <summary>Who approves; missing: the scenario's first person.</summary>
    public string? User { get; set; }

    public bool Refuse { get; set; }

    /// <summary>How many polls are answered "pending" before.</summary>
    public int AfterPolls { get; set; }
}
