using Azimuth.Cli.Commands.Doctor.Findings;

namespace Azimuth.Cli.Commands.Doctor.Browsers;

/// <summary>
/// Whether a browser was once told, by any server on <c>localhost</c>, to ask it by HTTPS only. It then changes the
/// redirect of a sign-in to <c>https://localhost:PORT</c>, where nothing speaks TLS (docs/reference.md, Troubleshooting).
/// </summary>
internal sealed class HstsCheck(HstsStores stores) : ICheck
{
    public string Name => "hsts";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        List<Finding> found = [];
        foreach (var store in stores.Find())
        {
            if (store.Demands(TimeProvider.System.GetUtcNow()))
            {
                found.Add(Finding.Problem(
                    $"{store.Browser} requires HTTPS for localhost (HSTS), so a sign-in ends with \"The connection for this site isn't "
                        + $"secure\". {HowTo(store)}",
                    store.Page.Length > 0 ? $"In {store.Browser}, open: {store.Page}" : null));
            }
        }

        return Task.FromResult<IReadOnlyList<Finding>>(
            found.Count > 0 ? found : [Finding.Fine("No browser requires HTTPS for localhost.")]);
    }

    private static string HowTo(HstsStore store) => store.Page.Length > 0
        ? "Open the page below, type localhost under \"Delete domain security policies\", and press Delete."
        : $"In its history, look for localhost and choose \"Forget About This Site\"; or close it and delete '{store.File}'.";
}
