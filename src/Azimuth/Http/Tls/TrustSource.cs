using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Azimuth.Http.Tls;

/// <summary>Certificates that are trusted beside the system's: a file of PEM blocks, or a folder of such files.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Variable">Who named it; null for one that is looked for where systems keep theirs.</param>
public sealed record TrustSource(string Path, string? Variable = null)
{
    /// <summary>Adds the certificates that it has.</summary>
    /// <param name="all">The certificates that were found so far.</param>
    /// <returns>What is wrong with it, in one sentence; null when nothing is wrong, or when it was not configured.</returns>
    public string? AddTo(X509Certificate2Collection all)
    {
        var before = all.Count;
        if (Directory.Exists(Path))
        {
            foreach (var file in Directory.EnumerateFiles(Path))
            {
                _ = Import(file, all); // a folder holds other files as well
            }

            return all.Count > before || Variable is null ? null : $"{Variable} is '{Path}', a folder that has no certificates.";
        }

        return Import(Path, all) is { } problem && Variable is not null ? $"{Variable} is '{Path}', {problem}."
            : all.Count == before && Variable is not null
                ? $"{Variable} is '{Path}', which has no certificate in PEM format (-----BEGIN CERTIFICATE-----)."
            : null;
    }

    private static string? Import(string file, X509Certificate2Collection all)
    {
        try
        {
            all.ImportFromPemFile(file);
            return null;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return "which does not exist";
        }
        catch (UnauthorizedAccessException)
        {
            return "which cannot be read: permission denied";
        }
        catch (Exception failure) when (failure is IOException or CryptographicException)
        {
            return "which is not a valid PEM file";
        }
    }
}
