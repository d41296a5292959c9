using Azimuth.Harness.Processes;

namespace Azimuth.Bench;

/// <summary>The arguments of bench/run.</summary>
/// <param name="Bare">The bare program's file.</param>
/// <param name="Runs">Whole-process runs of each program.</param>
/// <param name="OnlyStartUp">No sign-ins, no page.</param>
/// <param name="RealTime">bench/run gave us a real-time priority.</param>
/// <param name="Images">The files of <c>az</c> to measure; the first is the one that the page is about.</param>
/// <param name="AzureCli">The Azure CLI's file, to measure it too; null: it is not measured.</param>
/// <param name="GitHubCli">The GitHub CLI's file; null: it is not measured.</param>
internal sealed record Options(
    string Bare, int Runs, bool OnlyStartUp, bool RealTime, IReadOnlyList<string> Images, string? AzureCli, string? GitHubCli)
{
    /// <summary>Null where the arguments are not those of bench/run.</summary>
    public static Options? Read(string[] words)
    {
        var (bare, runs, onlyStartUp, realTime, images) = ("", 300, false, false, new List<string>());
        string? azureCli = null, gitHubCli = null;
        for (var i = 0; i < words.Length; i++)
        {
            switch (words[i])
            {
                case "--bare" when i + 1 < words.Length:
                    bare = Path.GetFullPath(words[++i]);
                    break;
                case "--runs" when i + 1 < words.Length && int.TryParse(words[i + 1], out runs) && runs > 0:
                    i++;
                    break;
                case "--az" when i + 1 < words.Length:
                    images.Add(Path.GetFullPath(words[++i]));
                    break;
                case "--azure-cli" when i + 1 < words.Length:
                    azureCli = words[++i];
                    break;
                case "--gh" when i + 1 < words.Length:
                    gitHubCli = words[++i];
                    break;
                case "--with-azure-cli": // bench/run has found both
                    break;
                case "--start-up":
                    onlyStartUp = true;
                    break;
                case "--real-time":
                    realTime = true;
                    break;
                default:
                    return null;
            }
        }

        return new(bare, runs, onlyStartUp, realTime, images.Count > 0 ? images : [Places.Az], azureCli, gitHubCli);
    }
}
