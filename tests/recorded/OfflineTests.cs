using Azimuth.Harness;

namespace Azimuth.Recorded;

/// <summary>Cases that need no server: the same command on the same folder leaves the same bytes.</summary>
public sealed class OfflineTests
{
    public static IEnumerable<TheoryDataRow<string>> Cases => Recording.OfflineNames.Select(RecordedCase);

    /// <summary>Named as the recording, so that one of them can be run.</summary>
    internal static TheoryDataRow<string> RecordedCase(string name) => new TheoryDataRow<string>(name).WithTrait("recording", name);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_recorded_case_ends_as_the_Azure_CLI_ended_it(string name)
    {
        var recording = Recording.Find(name);
        using var home = new RecordedHome(recording);
        var before = home.Files;
        var comparison = new Comparison(name);

        for (var i = 0; i < recording.Steps.Count; i++)
        {
            var step = recording.Steps[i];
            var ours = await home.Az.RunAsync(step.Words);

            comparison.Ran(ours);
            if (step.Crashed)
            {
                comparison.Check("exit", i, NoCrash(ours));
                continue;
            }

            comparison.Check("exit", i, step.Exit == ours.ExitCode ? null : $"recorded {step.Exit}, ours {ours.ExitCode}");
            comparison.Check("stdout", i, Expected.Difference(home.Localize(step.Stdout), ours.Stdout));
            comparison.Check(
                "stderr", i, Expected.DifferenceOfMessages(home.LocalizeMessages(step.Stderr), RecordedHome.WithoutDamage(ours.Stderr)));
        }

        if (!recording.Steps.Any(step => step.Crashed))
        {
            foreach (var difference in FolderComparison.Differences(before, home.Localize(recording.FilesChanged), home.Files))
            {
                comparison.Check("files", recording.Steps.Count - 1, difference);
            }
        }

        comparison.Conclude();
    }

    // Where the Azure CLI died: do what was wanted, or say in a sentence what is wrong.
    private static string? NoCrash(AzResult ours) => ours.ExitCode switch
    {
        0 => null,
        1 when ours.Stderr.Contains("ERROR: ", StringComparison.Ordinal) && !ours.Stderr.Contains("\n   at ", StringComparison.Ordinal) =>
            null,
        _ => $"success, or exit code 1 and one sentence, is expected; ours: {ours.ExitCode}\n{ours.Stderr}",
    };
}
