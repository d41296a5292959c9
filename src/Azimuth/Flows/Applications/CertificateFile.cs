using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azimuth.Storage;
using Azimuth.Text;

namespace Azimuth.Flows.Applications;

/// <summary>
/// A certificate with its private key out of a file: PEM as the Azure CLI takes it, its key encrypted or not, or PKCS#12.
/// </summary>
internal static class CertificateFile
{
    private const int Largest = 1 << 20;
    private const string Invalid = "Invalid certificate, please use a valid PEM file."; // as the Azure CLI begins (2.91, recorded)

    // macOS keeps every key in a keychain, and refuses the flag.
    private static readonly X509KeyStorageFlags InMemory = OperatingSystem.IsMacOS()
        ? X509KeyStorageFlags.DefaultKeySet
        : X509KeyStorageFlags.EphemeralKeySet;

    /// <param name="path">The file.</param>
    /// <param name="password">The password of the private key; empty for none.</param>
    /// <exception cref="UserError">There is no such file, or no certificate with an RSA key in it.</exception>
    public static X509Certificate2 Read(string path, Secret password)
    {
        var bytes = InputFile.Read(path, Largest) switch
        {
            { Bytes: { Length: > 0 } content } => content,
            { Bytes: not null } => throw new UserError($"The certificate file '{path}' is empty."),
            { IsMissing: true, Cause: var cause } => throw new UserError($"The certificate file '{path}' does not exist.", cause: cause),
            var reading => throw new UserError($"The certificate file '{path}' {reading.Problem}.", cause: reading.Cause),
        };
        try
        {
            return bytes is [0x30, ..] ? FromDer(path, bytes, password) : PemCertificate.Read(path, FileText.Decode(bytes), password);
        }
        catch (CryptographicException nonsense)
        {
            throw new UserError($"{Invalid} '{path}' cannot be parsed: {nonsense.Message}", cause: nonsense);
        }
    }

    /// <summary>The error for a file that has no certificate.</summary>
    internal static UserError NoCertificate(string path) => new($"{Invalid} '{path}' has no certificate.");

    internal static UserError NoKey(string path) =>
        new($"'{path}' has a certificate but no private key. Put both into the file, one below the other.");

    internal static UserError NoRsaKey(string path) => new($"The certificate in '{path}' has no RSA key, which Entra ID requires.");

    /// <summary>The key is encrypted, and there is no password or a wrong one.</summary>
    internal static UserError Locked(string path, Secret password, Exception? cause) => new(
        password.IsEmpty
            ? $"The private key in '{path}' is encrypted and needs a password."
            : $"The password does not decrypt the private key in '{path}'.",
        "To use a password, run:\n"
            + "az login --service-principal --username APP_ID --tenant TENANT --certificate FILE --password-file PASSWORD_FILE",
        cause: cause);

    private static X509Certificate2 FromDer(string path, byte[] bytes, Secret password)
    {
        if (KindOf(bytes) is X509ContentType.Cert or X509ContentType.Pkcs7)
        {
            throw NoKey(path);
        }

        var certificate = FromPkcs12(path, bytes, password);
        return !certificate.HasPrivateKey ? throw NoKey(path)
            : certificate.GetRSAPrivateKey() is null ? throw NoRsaKey(path)
            : certificate;
    }

    private static X509ContentType KindOf(byte[] bytes)
    {
        try
        {
            return X509Certificate2.GetCertContentType(bytes);
        }
        catch (CryptographicException)
        {
            return X509ContentType.Unknown;
        }
    }

    private static X509Certificate2 FromPkcs12(string path, byte[] bytes, Secret password)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12(bytes, password.IsEmpty ? null : password.Reveal(), InMemory);
        }
        catch (CryptographicException locked)
            when (locked.HResult == WrongPassword || locked.Message.Contains("password", StringComparison.OrdinalIgnoreCase))
        {
            throw Locked(path, password, locked);
        }
    }

    private const int WrongPassword = unchecked((int)0x80070056); // ERROR_INVALID_PASSWORD
}
