using System.Globalization;
using Azimuth.Cli.Commands.Doctor.Findings;

namespace Azimuth.Cli.Commands.Doctor;

/// <summary>Runs all checks at once, each with a timeout.</summary>
/// <param name="time">Measures the timeouts.</param>
/// <param name="timeout">How long a check may take; null: longer than the slowest network takes to fail, shorter than ten seconds.</param>
internal sealed class CheckRunner(TimeProvider time, TimeSpan? timeout = null)
{
    private readonly TimeSpan _timeout = timeout ?? TimeSpan.FromSeconds(9);

    /// <summary>The findings of each check, in the order of the checks.</summary>
    /// <param name="checks">What is looked at.</param>
    /// <param name="fix">Whether to apply safe fixes.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public async Task<IReadOnlyList<(ICheck Check, Finding Finding)>> RunAsync(
        IReadOnlyList<ICheck> checks, bool fix, CancellationToken cancel)
    {
        var all = await Task.WhenAll(checks.Select(check => LookAsync(check, cancel)));
        List<(ICheck, Finding)> report = [];
        for (var index = 0; index < checks.Count; index++)
        {
            foreach (var finding in all[index])
            {
                // one after the other: they may touch the same file
                report.Add((checks[index], fix ? await FixAsync(finding, cancel) : finding));
            }
        }

        return report;
    }

    private async Task<IReadOnlyList<Finding>> LookAsync(ICheck check, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(_timeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            return await check.LookAsync(limit.Token).WaitAsync(limit.Token); // what cannot be hurried is left behind
        }
        catch (UserError error)
        {
            return [Finding.FromError(error)];
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return [Finding.Problem(refused.Message)];
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return [
                Finding.Problem($"This check did not finish within {_timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds.")
            ];
        }
    }

    private static async Task<Finding> FixAsync(Finding finding, CancellationToken cancel)
    {
        if (finding.Fix is not { } apply)
        {
            return finding;
        }

        try
        {
            return finding with { Fixed = await apply(cancel) };
        }
        catch (UserError error)
        {
            return finding with
            {
                What = $"{finding.What} It could not be fixed: {error.Message}",
                Remedy = error.Remedy ?? finding.Remedy
            };
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return finding with { What = $"{finding.What} It could not be fixed: {refused.Message}" };
        }
    }
}
