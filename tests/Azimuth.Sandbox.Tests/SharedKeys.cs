using Azimuth.Sandbox.Certificates;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Tokens;

namespace Azimuth.Sandbox.Tests;

/// <summary>
/// The certificates and the signing key of this run, made once and put into each new folder: RSA keys are by far the dearest
/// part of a start. How they are made is what <c>Certificates</c> tests, in folders without them.
/// </summary>
internal static class SharedKeys
{
    private static readonly Lazy<IReadOnlyDictionary<string, byte[]>> Files = new(Make);

    /// <summary>Gives them to a folder that has none.</summary>
    public static void GiveTo(StateFolder folder)
    {
        foreach (var (name, content) in Files.Value)
        {
            var path = Path.Combine(folder.Root, name);
            if (!File.Exists(path))
            {
                StateFolder.Write(path, content);
            }
        }
    }

    private static Dictionary<string, byte[]> Make()
    {
        var root = Directory.CreateTempSubdirectory("az-sandbox-test-keys-").FullName;
        var folder = new StateFolder(root);
        ServerCertificate.LoadOrIssue(folder, [], TimeProvider.System).Dispose();
        _ = new SigningKey(folder, TimeProvider.System);
        string[] made = [folder.Ca, folder.Leaf, folder.Bundle, folder.TrustStore, folder.SigningKey];
        var files = made.ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
        Directory.Delete(root, recursive: true);
        return files;
    }
}
