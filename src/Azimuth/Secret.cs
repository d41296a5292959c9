using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Azimuth;

/// <summary>A password, client secret, token, code or assertion: only <see cref="Reveal"/> shows it.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct Secret(string? value) : IEquatable<Secret>
{
    // Fingerprints tell two tokens of one run apart. Keyed per process, they are no oracle for who finds the log.
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    private const int ShortestFingerprinted = 40;

    private readonly string? _value = value;

    /// <summary>Whether there is a value at all.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(_value);

    /// <summary>The value itself, for MSAL, a file or stdout.</summary>
    public string Reveal() => _value ?? throw new InvalidOperationException("There is no secret here.");

    /// <summary>4 bytes of its keyed hash in hex. A password, being short, has none: it could be guessed.</summary>
    public string Fingerprint => _value is { Length: >= ShortestFingerprinted }
        ? Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(_value)).AsSpan(0, 4))
        : "***";

    /// <summary>The fingerprint, never the value.</summary>
    public override string ToString() => $"secret {Fingerprint}";

    /// <inheritdoc/>
    public bool Equals(Secret other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Secret other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>Whether both hold the same value.</summary>
    public static bool operator ==(Secret left, Secret right) => left.Equals(right);

    /// <summary>Whether they hold different values.</summary>
    public static bool operator !=(Secret left, Secret right) => !left.Equals(right);
}
