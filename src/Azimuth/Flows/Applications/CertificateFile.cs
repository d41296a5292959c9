using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Azimuth.Flows.Applications;

/// <summary>A certificate with its private key out of a file: PEM as the Azure CLI takes it, its key encrypted or not, or PKCS#12.</summary>
internal static class CertificateFile
{
    private const int Largest = 1 << 20;

    /// <param name="path">The file.</param>
    /// <param name="password">Opens the key; empty for none.</param>
    /// <exception cref="UserError">There is no such file, or no certificate with an RSA key in it.</exception>
    public static X509Certificate2 Read(string path, Secret password)
    {
        var bytes = Bytes(path);
        try
        {
            var certificate = IsPem(bytes) ? FromPem(path, Encoding.UTF8.GetString(bytes), password) : FromPkcs12(path, bytes, password);
            return certificate.HasPrivateKey && certificate.GetRSAPrivateKey() is not null
                ? certificate
                : throw new UserError($"The certificate in '{path}' has no RSA key, which Entra ID asks for.");
        }
        catch (CryptographicException nonsense)
        {
            throw new UserError($"Invalid certificate, please use a valid PEM file. '{path}' cannot be read as one: {nonsense.Message}", cause: nonsense);
        }
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > Largest }
                ? throw new UserError($"'{path}' is larger than 1 MiB, which no certificate is.")
                : File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserError($"There is no certificate file '{path}'.", cause: failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"'{path}' cannot be read: {failure.Message}", cause: failure);
        }
    }

    private static bool IsPem(byte[] bytes) => bytes.AsSpan().IndexOf("-----BEGIN "u8) >= 0 || bytes is not [0x30, ..];

    // A chain may stand in any order: the certificate is the one that the key belongs to.
    private static X509Certificate2 FromPem(string path, string text, Secret password)
    {
        var hasCertificate = false;
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var found); rest = rest[found.Location.End..])
        {
            if (rest[found.Label] is not "CERTIFICATE")
            {
                continue;
            }

            hasCertificate = true;
            if (!text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            {
                break;
            }

            try
            {
                return password.IsEmpty || !text.Contains("ENCRYPTED", StringComparison.Ordinal)
                    ? X509Certificate2.CreateFromPem(rest[found.Location], text)
                    : X509Certificate2.CreateFromEncryptedPem(rest[found.Location], text, password.Reveal());
            }
            catch (Exception mismatch) when (mismatch is ArgumentException || (mismatch is CryptographicException { InnerException: ArgumentException }))
            {
                // another one of the chain
            }
            catch (CryptographicException locked) when (text.Contains("ENCRYPTED PRIVATE KEY", StringComparison.Ordinal))
            {
                throw Locked(path, password, locked);
            }
        }

        throw hasCertificate
            ? new UserError($"'{path}' holds a certificate without its private key: both are needed, one below the other.")
            : new UserError($"Invalid certificate, please use a valid PEM file. '{path}' holds no certificate.");
    }

    private static X509Certificate2 FromPkcs12(string path, byte[] bytes, Secret password)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12(bytes, password.IsEmpty ? null : password.Reveal(), X509KeyStorageFlags.EphemeralKeySet);
        }
        catch (CryptographicException locked) when (locked.HResult == WrongPassword || locked.Message.Contains("password", StringComparison.OrdinalIgnoreCase))
        {
            throw Locked(path, password, locked);
        }
    }

    private const int WrongPassword = unchecked((int)0x80070056); // ERROR_INVALID_PASSWORD

    private static UserError Locked(string path, Secret password, Exception cause) => new(
        password.IsEmpty ? $"The key in '{path}' is encrypted: its password is needed." : $"The password does not open the key in '{path}'.",
        "az login --service-principal --username APP_ID --tenant TENANT --certificate FILE --password-file PASSWORD_FILE",
        cause: cause);
}
