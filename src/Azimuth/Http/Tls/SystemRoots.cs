using System.Security.Cryptography.X509Certificates;

namespace Azimuth.Http.Tls;

/// <summary>The CA certificates that the system trusts.</summary>
public static class SystemRoots
{
    /// <summary>Whether there are none, as in an empty container. Windows and macOS always have some.</summary>
    public static bool AreMissing
    {
        get
        {
            if (!OperatingSystem.IsLinux())
            {
                return false;
            }

            using var roots = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
            return roots.Certificates.Count == 0;
        }
    }
}
