using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Azimuth.Flows.Applications;

/// <summary>
/// A certificate and its private key out of PEM text (RFC 7468), in any order, other certificates of the chain beside them.
/// </summary>
internal static class PemCertificate
{
    private const string Encrypted = "ENCRYPTED PRIVATE KEY";

    // OpenSSL before 1.0 encrypted within the block (RFC 1421); .NET reads no such key.
    private const string EncryptedWithin = "Proc-Type: 4,ENCRYPTED";

    /// <param name="path">The path, for error messages.</param>
    /// <param name="text">The file's content.</param>
    /// <param name="password">The password of the private key; empty for none.</param>
    /// <exception cref="UserError">One of the two is missing, or they do not belong together.</exception>
    /// <exception cref="CryptographicException">One of them is damaged.</exception>
    public static X509Certificate2 Read(string path, string text, Secret password)
    {
        var blocks = Blocks(text);
        X509Certificate2[] certificates = [
            .. blocks.Where(block => block.Label == "CERTIFICATE").Select(block => X509Certificate2.CreateFromPem(block.Text))
        ];
        var key = blocks.FirstOrDefault(block => block.Label.EndsWith("PRIVATE KEY", StringComparison.Ordinal));
        if (key.Text is null)
        {
            throw text.Contains(EncryptedWithin, StringComparison.Ordinal)
                ? new UserError(
                    $"The private key in '{path}' is encrypted in an old format of OpenSSL, which is not supported. Convert it, and put "
                        + "the certificate below it.",
                    "To convert it, run: openssl pkcs8 -topk8 -in OLD_KEY -out NEW_KEY")
                : certificates.Length > 0 ? CertificateFile.NoKey(path) : CertificateFile.NoCertificate(path);
        }

        if (certificates.Length == 0)
        {
            throw new UserError($"'{path}' has a private key but no certificate. Put both into the file, one below the other.");
        }

        if (certificates.All(each => each.GetRSAPublicKey() is null))
        {
            throw CertificateFile.NoRsaKey(path);
        }

        using var rsa = Import(path, key.Label, key.Text, password);
        return certificates.FirstOrDefault(each => IsOf(each, rsa)) is { } own
            ? own.CopyWithPrivateKey(rsa)
            : throw new UserError($"The private key and the certificate in '{path}' do not belong together.");
    }

    private static List<(string Label, string Text)> Blocks(string text)
    {
        var blocks = new List<(string, string)>();
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var found); rest = rest[found.Location.End..])
        {
            blocks.Add((rest[found.Label].ToString(), rest[found.Location].ToString()));
        }

        return blocks;
    }

    private static RSA Import(string path, string label, string text, Secret password)
    {
        if (label == Encrypted && password.IsEmpty)
        {
            throw CertificateFile.Locked(path, password, null);
        }

        var rsa = RSA.Create();
        try
        {
            Import(rsa, label, text, password);
            return rsa;
        }
        catch (Exception refused) when (refused is CryptographicException or ArgumentException)
        {
            rsa.Dispose();
            throw IsElliptic(label, text, password)
                ? new UserError(
                    $"The private key and the certificate in '{path}' do not belong together: the key is an elliptic curve key, and the "
                        + "certificate has an RSA key.",
                    cause: refused)
                : label == Encrypted ? CertificateFile.Locked(path, password, refused)
                : new UserError(
                    $"The private key in '{path}' ({label}) cannot be read. A supported key begins with -----BEGIN PRIVATE KEY-----.",
                    cause: refused);
        }
    }

    private static bool IsElliptic(string label, string text, Secret password)
    {
        using var key = ECDsa.Create();
        try
        {
            Import(key, label, text, password);
            return true;
        }
        catch (Exception refused) when (refused is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    private static void Import(AsymmetricAlgorithm key, string label, string text, Secret password)
    {
        if (label == Encrypted)
        {
            key.ImportFromEncryptedPem(text, password.Reveal());
        }
        else
        {
            key.ImportFromPem(text);
        }
    }

    private static bool IsOf(X509Certificate2 certificate, RSA key)
    {
        using var own = certificate.GetRSAPublicKey();
        return own is not null && own.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo());
    }
}
