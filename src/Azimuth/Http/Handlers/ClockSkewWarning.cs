namespace Azimuth.Http.Handlers;

/// <summary>
/// Compares this machine's clock with the servers'. A wrong one makes assertions, tokens and certificates look too old or
/// too new; who refuses them seldom says so.
/// </summary>
/// <param name="time">This machine's clock.</param>
/// <param name="warn">Receives each warning for the user: one sentence.</param>
public sealed class ClockSkewWarning(TimeProvider time, Action<string> warn)
{
    /// <summary>The clock skew that Entra ID accepts: five minutes.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private bool _told;

    /// <summary>Looks at an answer that refuses; says it once when the clocks differ too much.</summary>
    public void Look(HttpResponseMessage refusal, Uri? asked)
    {
        if (!_told && Difference(refusal) is { } difference && difference.Duration() > Tolerance)
        {
            _told = true;
            warn($"The clock of this machine is {Shown(difference)} compared to {asked?.Host}. Set it, then try again.");
        }
    }

    /// <summary>How far this machine's clock is ahead of the answer's <c>Date</c>; null without one.</summary>
    public TimeSpan? Difference(HttpResponseMessage answer) => time.GetUtcNow() - answer.Headers.Date;

    /// <summary>For a sentence: <c>2 h 3 min ahead</c>.</summary>
    public static string Shown(TimeSpan difference)
    {
        var size = difference.Duration();
        var amount = size.TotalDays >= 2 ? $"{(int)size.TotalDays} days"
            : size.TotalHours >= 1 ? $"{(int)size.TotalHours} h {size.Minutes} min"
            : size.TotalMinutes >= 1 ? $"{size.Minutes} min {size.Seconds} s"
            : $"{size.Seconds} s";
        return $"{amount} {(difference < TimeSpan.Zero ? "behind" : "ahead")}";
    }
}
