namespace Azimuth.Storage.Protection;

/// <summary>The system does not encrypt or decrypt for us now. Its holder knows whether there is a way around it.</summary>
/// <param name="reason">Why, with the likely cause; ends without a full stop.</param>
/// <param name="remedy">A command that mends it, if one is known.</param>
/// <param name="cause">What was caught.</param>
public sealed class ProtectionException(string reason, string? remedy = null, Exception? cause = null) : Exception(reason, cause)
{
    /// <summary>A command that mends it; null when none is known.</summary>
    public string? Remedy { get; } = remedy;
}
