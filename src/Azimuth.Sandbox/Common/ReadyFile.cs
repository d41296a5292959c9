namespace Azimuth.Sandbox.Common;

/// <summary><c>ready.json</c>: where a running sandbox is found. A contract, see docs/sandbox/README.md.</summary>
internal sealed record ReadyFile
{
    public int Version { get; init; } = 1;

    public required string Id { get; init; }

    public required int Pid { get; init; }

    /// <summary>When the process started, UTC: tells it from a later one with the same number.</summary>
    public required DateTimeOffset StartTime { get; init; }

    public required string SignIn { get; init; }

    public required string Arm { get; init; }

    public required string Pages { get; init; }

    public required string Control { get; init; }

    public required string ManagedIdentity { get; init; }

    public required string CaFile { get; init; }

    public required string BundleFile { get; init; }

    public required string TrustStoreFile { get; init; }

    /// <summary>SHA-256 of the certificate's public key in base64 (RFC 7469 2.4), for Chromium's flag.</summary>
    public required string CertificatePin { get; init; }

    public required string ControlKeyFile { get; init; }

    /// <summary>Holds what <c>IDENTITY_HEADER</c> and <c>MSI_SECRET</c> are to be.</summary>
    public required string IdentitySecretFile { get; init; }

    /// <summary>The leaf's SHA-1 in hex, by which Service Fabric's clients know their server.</summary>
    public required string ServerThumbprint { get; init; }
}
