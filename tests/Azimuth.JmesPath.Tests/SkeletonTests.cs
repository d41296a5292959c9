namespace Azimuth.JmesPath.Tests;

public sealed class SkeletonTests
{
    [Fact]
    public void The_version_is_not_empty() => typeof(SkeletonTests).Assembly.GetName().Version.ShouldNotBeNull();
}
