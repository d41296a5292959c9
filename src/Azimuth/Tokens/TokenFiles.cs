using Azimuth.Configuration;
using Azimuth.Storage;

namespace Azimuth.Tokens;

/// <summary>Every file of a config folder that may hold somebody's tokens or credentials.</summary>
/// <param name="folder">Whose.</param>
/// <param name="locks">Takes the locks that msal_extensions takes.</param>
/// <param name="time">The clock of the waits.</param>
/// <param name="warn">Says one sentence to the person.</param>
public sealed class TokenFiles(AzureFolder folder, FileLocks locks, TimeProvider time, Action<string> warn)
{
    private IReadOnlyList<string> Paths =>
    [
        folder.TokenCache,
        Path.ChangeExtension(folder.TokenCache, ".bin"),
        folder.ServicePrincipals,
        Path.ChangeExtension(folder.ServicePrincipals, ".bin"),
    ];

    /// <summary>Removes them all, copies that were set aside too: what is forgotten signs nobody in.</summary>
    public async Task ForgetAllAsync(CancellationToken cancel)
    {
        foreach (var path in Paths)
        {
            if (File.Exists(path))
            {
                var file = new SharedFile(path, $"{path}.lockfile", folder.Aside, static _ => new(VerdictKind.Whole), locks, time, warn);
                await file.DeleteAsync(cancel);
            }

            Aside.Forget(path, folder.Aside);
        }
    }
}
