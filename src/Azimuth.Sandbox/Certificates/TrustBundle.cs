using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Azimuth.Sandbox.Certificates;

/// <summary>
/// The system's roots and the sandbox's CA in one file. A bundle with our CA alone would break pip, git and curl in a
/// shell that names it, and people would then merge the CA into the system's store.
/// </summary>
internal static class TrustBundle
{
    private static readonly string[] SystemFiles =
    [
        "/etc/ssl/certs/ca-certificates.crt", // Debian, Ubuntu, Alpine, Arch
        "/etc/pki/tls/certs/ca-bundle.crt", // Fedora, RHEL
        "/etc/ssl/ca-bundle.pem", // openSUSE
        "/etc/ssl/cert.pem", // macOS, BSD
    ];

    private static string? SystemFile => SystemFiles.FirstOrDefault(File.Exists);

    /// <summary>
    /// For a process that serves and asks no other server: .NET looks for certificates between its own and a root, and reads and parses
    /// all of the system's for it, which takes more time than the rest of a start. Ours is signed by our CA itself.
    /// </summary>
    public static void LeaveOutSystemRoots()
    {
        if (OperatingSystem.IsLinux() && SystemFile is not null)
        {
            // Not Environment.SetEnvironmentVariable: what reads them is native.
            _ = SetVariable("SSL_CERT_DIR", "/dev/null", 1);
            _ = SetVariable("SSL_CERT_FILE", "/dev/null", 1);
        }
    }

    public static string WithSystemRoots(string caPem)
    {
        var bundle = new StringBuilder(SystemFile is { } file ? File.ReadAllText(file) : FromStore());
        if (bundle.Length > 0 && bundle[^1] != '\n')
        {
            bundle.Append('\n');
        }

        return bundle.Append(caPem).ToString();
    }

    private static string FromStore()
    {
        using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        store.Open(OpenFlags.ReadOnly);
        return string.Concat(store.Certificates.Select(root => root.ExportCertificatePem() + "\n"));
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int SetVariable(string name, string value, int overwrite);
}
