using Azimuth.Harness;

namespace Azimuth.Recorded;

/// <summary>What differed between a recording and our run of it.</summary>
public sealed class Comparison(string recording)
{
    private readonly List<(string Part, string What)> _found = [];
    private readonly List<string> _stories = [];

    public void Ran(AzResult ours) => _stories.Add(ours.Story);

    public void Check(string part, int step, string? difference)
    {
        if (difference is not null)
        {
            _found.Add((part, $"step {step + 1}, {part}: {difference}"));
        }
    }

    /// <summary>Fails for a difference that docs/compatibility.md does not explain, and for a row there that explains none.</summary>
    public void Conclude()
    {
        var allowed = Differences.Of(recording);
        var unexplained = _found.Where(one => !allowed.Contains(one.Part)).Select(one => one.What).ToArray();
        var stale = allowed.Except(_found.Select(one => one.Part)).ToArray();
        if (unexplained.Length > 0)
        {
            Assert.Fail(
                $"{recording} differs from the Azure CLI 2.91:\n{string.Join('\n', unexplained)}\n\n{string.Join("\n\n", _stories)}");
        }

        if (stale.Length > 0)
        {
            Assert.Fail($"{recording}: docs/compatibility.md explains a difference of {string.Join(", ", stale)}; there is none.");
        }
    }
}
