using System.Net;
using Azimuth.Cli.Commands.Doctor.Findings;
using Azimuth.Flows.Loopback.Listener;
using Azimuth.Http;
using Azimuth.Http.Errors;

namespace Azimuth.Cli.Commands.Doctor.Browsers;

/// <summary>Whether a browser on this machine reaches the listener that a sign-in opens on <c>http://localhost</c>.</summary>
/// <param name="time">The clock of the listener.</param>
/// <param name="lead">Where the browser would go; a test leads it astray.</param>
internal sealed class RedirectCheck(TimeProvider time, Func<string, string>? lead = null) : ICheck
{
    private const string WithoutIt = "To sign in without it, run: az login --use-device-code";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    public string Name => "loopback";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        using var listener = RedirectListener.Open(time, DebugLog.Silent);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var waiting = listener.ProbeAsync(over.Token);
        try
        {
            return [await AskAsync(lead?.Invoke(listener.Redirect) ?? listener.Redirect, cancel)];
        }
        finally
        {
            await over.CancelAsync();
            _ = waiting.IsCanceled; // it is never answered
        }
    }

    private static async Task<Finding> AskAsync(string redirect, CancellationToken cancel)
    {
        // As a browser does it: loopback is reached without a proxy.
        using var http = LoopbackHttp.Open(Timeout);
        try
        {
            using var answer = await http.GetAsync(new Uri(redirect), cancel);
            return answer.StatusCode == HttpStatusCode.MethodNotAllowed
                ? Finding.Fine("A browser can reach az on http://localhost during a sign-in.")
                : Finding.Problem(
                    $"Another program answers on {redirect} instead of az (HTTP {(int)answer.StatusCode}).", WithoutIt);
        }
        catch (Exception refused) when (NetworkErrors.IsOne(refused, cancel))
        {
            return Finding.Problem(
                $"A browser cannot reach az on {redirect}: {refused.Message} A firewall, or a hosts file without localhost, may be the "
                    + "cause.",
                WithoutIt);
        }
    }
}
