using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Cli.HandOver;
using Azimuth.Configuration;
using Azimuth.Storage.FileSystem;

namespace Azimuth.Cli.Commands.Doctor.Setup;

/// <summary>Which <c>az</c> answers when one is typed, and which one is behind it.</summary>
/// <param name="environment">For <c>PATH</c>.</param>
/// <param name="self">This program's own file.</param>
/// <param name="system">Which names and separators count.</param>
internal sealed class PathCheck(EnvironmentVariables environment, string? self, SystemKind system) : ICheck
{
    public string Name => "path";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var first = AzureCliOnPath.First(environment, system);
        List<string> passedOver = [];
        var next = AzureCliOnPath.Find(environment, self, [], system, reason => passedOver.Add(reason));
        List<Finding> found = [];
        if (first is null)
        {
            found.Add(Finding.Note($"No az is on PATH; this one is '{self}'."));
        }
        else if (self is null || IsSame(first, self))
        {
            found.Add(Finding.Fine($"az runs '{first}', which is this program."));
        }
        else
        {
            var folder = Path.GetDirectoryName(self);
            found.Add(Finding.Problem(
                $"az runs '{first}' instead of this program ('{self}').",
                $"To put this program first, run: {ShellVariables.PutFirst(system, folder)}"));
        }

        found.AddRange(
            passedOver.Where(reason => !reason.Contains("it is this program", StringComparison.Ordinal))
                .Select(reason => Finding.Problem(reason)));
        if (next is not null)
        {
            found.Add(Finding.Fine($"All other commands are passed to '{next}'."));
        }

        return Task.FromResult<IReadOnlyList<Finding>>(found);
    }

    private bool IsSame(string one, string other) => system == SystemKind.Windows || OperatingSystem.IsWindows()
        ? string.Equals(Path.GetFullPath(one), Path.GetFullPath(other), StringComparison.OrdinalIgnoreCase)
        : Native.Look(one, follow: true) is { } first && Native.Look(other, follow: true) is { } second && first.IsSameFileAs(second);
}
