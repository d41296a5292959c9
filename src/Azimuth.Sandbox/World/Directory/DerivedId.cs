using System.Security.Cryptography;
using System.Text;

namespace Azimuth.Sandbox.World.Directory;

/// <summary>IDs that the scenario need not name: the same input gives the same ID on every run.</summary>
internal static class DerivedId
{
    public static Guid From(Guid one, Guid other) => From([.. one.ToByteArray(bigEndian: true), .. other.ToByteArray(bigEndian: true)]);

    public static Guid From(string name) => From(Encoding.UTF8.GetBytes(name));

    private static Guid From(byte[] from)
    {
        var hash = SHA256.HashData(from).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80); // RFC 9562 version 8, a custom derivation
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }

    /// <summary>A pairwise subject: one value for each user and application, telling nothing about either.</summary>
    public static string Subject(Guid person, Guid application) => System.Buffers.Text.Base64Url.EncodeToString(
        SHA256.HashData(Encoding.ASCII.GetBytes($"{person:N}{application:N}")));
}
