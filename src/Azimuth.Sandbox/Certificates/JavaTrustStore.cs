using System.Buffers.Binary;
using System.Security.Cryptography;
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
        var certificates = Certificates(bundle);
        using var file = new MemoryStream();
        Number(file, Magic);
        Number(file, Version);
        Number(file, certificates.Count);
        foreach (var (i, certificate) in certificates.Index())
        {
            Number(file, TrustedCertificate);
            Text(file, $"root-{i}");
            Number(file, 0); // when it was added, in milliseconds: a time would make each file another
            Number(file, 0);
            Text(file, "X.509");
            Number(file, certificate.Length);
            file.Write(certificate);
        }

#pragma warning disable CA5350 // the format knows SHA-1 only, and nobody who could change this file needs to forge its checksum
        file.Write(SHA1.HashData([.. Encoding.BigEndianUnicode.GetBytes(Password), .. Encoding.ASCII.GetBytes(Salt), .. file.ToArray()]));
#pragma warning restore CA5350
        return file.ToArray();
    }

    // In DER, as they are: to parse all of the system's takes longer than a start should.
    private static List<byte[]> Certificates(ReadOnlySpan<char> pem)
    {
        var certificates = new List<byte[]>();
        while (PemEncoding.TryFind(pem, out var found))
        {
            if (pem[found.Label] is "CERTIFICATE")
            {
                certificates.Add(Convert.FromBase64String(pem[found.Base64Data].ToString()));
            }

            pem = pem[found.Location.End..];
        }

        return certificates;
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
