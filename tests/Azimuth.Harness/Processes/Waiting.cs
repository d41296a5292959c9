using System.Diagnostics;

namespace Azimuth.Harness.Processes;

/// <summary>Waiting for a condition, never for a time.</summary>
public static class Waiting
{
    /// <summary>Long enough for a loaded machine with two cores; only a failing test waits this long.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Asks again and again until there is an answer.</summary>
    /// <param name="what">What is waited for, for the message.</param>
    /// <param name="evidence">What is known when the deadline passes, for the message.</param>
    public static async Task<T> UntilAsync<T>(
        string what, Func<Task<T?>> ask, Func<Task<string>>? evidence = null, TimeSpan? deadline = null)
        where T : class
    {
        var started = Stopwatch.GetTimestamp();
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        do
        {
            if (await ask() is { } answer)
            {
                return answer;
            }
        }
        while (Stopwatch.GetElapsedTime(started) < (deadline ?? Deadline) && await pause.WaitForNextTickAsync());

        var known = evidence is null ? "" : $"\n{await evidence()}";
        throw new HarnessException($"Waited {(deadline ?? Deadline).TotalSeconds:0} s for {what}.{known}");
    }

    /// <summary>Waits for a task as long as for a condition.</summary>
    public static async Task ForAsync(string what, Task task, Func<string>? evidence = null, TimeSpan? deadline = null)
    {
        try
        {
            await task.WaitAsync(deadline ?? Deadline);
        }
        catch (TimeoutException late)
        {
            throw new HarnessException($"Waited {(deadline ?? Deadline).TotalSeconds:0} s for {what}.\n{evidence?.Invoke()}", late);
        }
    }
}
