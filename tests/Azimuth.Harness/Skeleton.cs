namespace Azimuth.Harness;

internal static class Skeleton;
