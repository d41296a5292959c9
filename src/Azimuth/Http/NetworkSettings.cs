namespace Azimuth.Http;

/// <summary>What decides how we reach the network; read from the environment once.</summary>
public sealed record NetworkSettings
{
    /// <summary>Files of PEM certificates that are trusted beside the system's (<c>REQUESTS_CA_BUNDLE</c> and its kin).</summary>
    public IReadOnlyList<string> ExtraBundles { get; init; } = [];

    /// <summary>Bytes that an answer of the authority may have, decompressed (SECURITY S15).</summary>
    public int LargestTokenAnswer { get; init; } = 1 << 20;
}
