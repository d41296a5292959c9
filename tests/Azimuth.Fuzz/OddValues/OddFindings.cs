namespace Azimuth.Fuzz.OddValues;

/// <summary>What was found wrong, each kind once with its first run.</summary>
internal sealed class OddFindings
{
    private readonly Dictionary<string, (int Times, string First)> _problems = [];

    /// <summary>Looks at a run.</summary>
    /// <param name="place">Where the value stood.</param>
    /// <param name="run">What became of it.</param>
    /// <param name="secret">What must not be shown.</param>
    public void Judge(string place, OddRun run, string? secret = null)
    {
        if (run.Problem(secret) is { } problem)
        {
            var key = $"{place}: {problem}";
            _problems[key] = _problems.TryGetValue(key, out var seen) ? (seen.Times + 1, seen.First) : (1, run.ToString());
        }
    }

    /// <summary>Fails if there was anything.</summary>
    public void Conclude() => Assert.True(
        _problems.Count == 0,
        string.Join("\n", _problems.Select(each => $"{each.Key} ({each.Value.Times} times)\n  {each.Value.First}")));
}
