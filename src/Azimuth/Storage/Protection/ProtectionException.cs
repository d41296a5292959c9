namespace Azimuth.Storage.Protection;

/// <summary>The system does not encrypt or decrypt for us now. Its holder knows whether there is a way around it.</summary>
/// <param name="reason">Why, with the likely cause; ends without a full stop.</param>
/// <param name="remedy">A command that fixes it, if one is known.</param>
/// <param name="cause">What was caught.</param>
public sealed class ProtectionException(string reason, string? remedy = null, Exception? cause = null) : Exception(reason, cause)
{
    /// <summary>A command that fixes it; null when none is known.</summary>
    public string? Remedy { get; } = remedy;

    /// <summary>The command with the sentence that introduces it; null when none is known.</summary>
    public string? Advice => Remedy is null ? null : FileSystem.FileRemedies.ToFix(Remedy);
}
