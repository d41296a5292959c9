namespace Azimuth.AzureCli.Together;

/// <summary>They want the machine for themselves: they run behind the others.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
