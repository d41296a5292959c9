namespace Azimuth.Sandbox.Common;

/// <summary>An error that the user can fix, such as a taken port or a scenario with a mistake; exit code 1.</summary>
internal sealed class SandboxError(string sentence, Exception? cause = null) : Exception(sentence, cause);
