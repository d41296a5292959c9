namespace Azimuth.JmesPath;

/// <summary>Placeholder until the parser lands.</summary>
internal static class Skeleton;
