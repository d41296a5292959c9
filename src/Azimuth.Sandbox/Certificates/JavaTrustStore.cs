using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Azimuth.Sandbox.Certificates;

/// <summary>
/// The bundle in Java's own format (JKS, version 2), since a Java virtual machine reads no PEM. There is no key in it, so the
/// password, Java's own for its store of roots, protects nothing.
/// </summary>
internal static class JavaTrustStore
{
    private const string Password = "changeit";

    /// <summary>The salt that Java adds to the password before it checks the file.</summary>
    private const string Salt = "Mighty Aphrodite";

    private const int Magic = unchecked((int)0xFEEDFEED);
    private const int Version = 2;
    private const int TrustedCertificate = 2;

    public static byte[] Create(string bundle)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(bundle);
        using var file = new MemoryStream();
        Number(file, Magic);
        Number(file, Version);
        Number(file, certificates.Count);
        for (var i = 0; i < certificates.Count; i++)
        {
            using var certificate = certificates[i];
            Number(file, TrustedCertificate);
            Text(file, $"root-{i}");
            Number(file, 0); // when it was added, in milliseconds: a time would make each file another
            Number(file, 0);
            Text(file, "X.509");
            Number(file, certificate.RawData.Length);
            file.Write(certificate.RawData);
        }

#pragma warning disable CA5350 // the format knows SHA-1 only, and nobody who could change this file needs to forge its checksum
        file.Write(SHA1.HashData([.. Encoding.BigEndianUnicode.GetBytes(Password), .. Encoding.ASCII.GetBytes(Salt), .. file.ToArray()]));
#pragma warning restore CA5350
        return file.ToArray();
    }

    private static void Number(MemoryStream file, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        file.Write(bytes);
    }

    private static void Text(MemoryStream file, string ascii)
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)ascii.Length);
        file.Write(length);
        file.Write(Encoding.ASCII.GetBytes(ascii));
    }
}
