namespace Azimuth.Harness.Processes;

/// <summary>A promise that did not hold, or a condition that did not come in time; the message has all that is needed to see why.</summary>
public sealed class HarnessException(string message, Exception? cause = null) : Exception(message, cause);
