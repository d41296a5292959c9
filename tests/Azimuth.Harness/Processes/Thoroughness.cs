namespace Azimuth.Harness.Processes;

/// <summary>
/// How much of what could go on without end a test does: kills, writers, generated inputs. <c>./test</c> does a part, so that it ends
/// within ten minutes on two cores; <c>./test --all</c> sets <c>AZIMUTH_TESTS=all</c>, and each does its whole number.
/// </summary>
public static class Thoroughness
{
    /// <summary>Whether the whole number is wanted.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("AZIMUTH_TESTS") == "all";

    /// <summary>The whole number, or a quarter of it.</summary>
    public static int Of(int whole) => IsFull ? whole : whole / 4;
}
