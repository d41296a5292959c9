using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Security.Files;

/// <summary><c>az</c> in a home as another user than the tests'; becoming one wants root.</summary>
internal static class OtherUser
{
    /// <summary>In the database of every Debian, with a private group.</summary>
    public const string Daemon = "1";

    /// <summary>In no database.</summary>
    public const string Nameless = "12345";

    public static void SkipWithoutRoot() => Assert.SkipUnless(Environment.UserName == "root", "becoming another user wants root");

    /// <summary>Runs one command to its end.</summary>
    /// <param name="home">Its variables, but for those that <paramref name="variables"/> sets or, with null, takes away.</param>
    /// <param name="user">The user's ID.</param>
    /// <param name="group">The primary group's ID; there are no others.</param>
    /// <param name="script">For <c>sh</c>; <c>az</c> is on its PATH.</param>
    /// <param name="variables">What differs.</param>
    public static async Task<(int ExitCode, string Stdout, string Stderr)> RunAsync(
        Home home, string user, string group, string script, params (string Name, string? Value)[] variables)
    {
        var environment = new Dictionary<string, string>(home.Variables);
        foreach (var (name, value) in variables)
        {
            environment.Remove(name);
            if (value is not null)
            {
                environment[name] = value;
            }
        }

        environment["PATH"] = $"{Path.GetDirectoryName(home.ProgramForAll())}:/usr/bin:/bin";
        await using var process = NativeProcess.Start(
            "/usr/bin/setpriv", ["--reuid", user, "--regid", group, "--clear-groups", "sh", "-c", script], environment, "/");
        using var late = new CancellationTokenSource(Waiting.Deadline);
        await process.WaitAsync(late.Token);
        return (process.ExitCode, process.Stdout, process.Stderr);
    }

    /// <summary>A shell of root's in the home's root folder; it must succeed.</summary>
    public static async Task<string> PrepareAsync(Home home, string script)
    {
        var (exit, stdout, stderr) = await Tool.RunAsync(["sh", "-ec", script], new Dictionary<string, string>(), home.Root);
        exit.ShouldBe(0, $"{script}\n{stderr}");
        return stdout;
    }
}
