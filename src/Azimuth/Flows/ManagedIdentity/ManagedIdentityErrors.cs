using System.Net.Sockets;
using Azimuth.Http.Tls;
using Microsoft.Identity.Client;

namespace Azimuth.Flows.ManagedIdentity;

/// <summary>
/// The one place where a managed identity's failures become sentences: what the source said, who it is and what chose it, what mends it.
/// </summary>
internal static class ManagedIdentityErrors
{
    private const string SignIn = "To sign in again, run: az login --identity";
    private const string SignInBySystem = "To sign in with the system-assigned identity, run: az login --identity";
    private const string SignInByClientId = "To sign in with a user-assigned identity, run: az login --identity --client-id CLIENT_ID";
    private const string SignInAsUser = "To sign in as a user, run: az login";

    // How the sources say that this machine has no such identity.
    private static readonly string[] Unassigned = [
        "Identity not found", "No User Assigned or Delegated Managed Identity found", "No managed identity",
        "has no managed identity"
    ];

    /// <summary>Makes the error message.</summary>
    /// <param name="failure">What MSAL.NET threw, or what our own HTTP did.</param>
    /// <param name="source">The source that was asked.</param>
    /// <param name="who">The identity that was asked for.</param>
    /// <param name="resource">The resource that the token is for.</param>
    /// <param name="refusal">What was answered; null when nothing was, or a success that MSAL.NET could not read.</param>
    public static UserError Explain(
        Exception failure, IdentitySource source, AssignedIdentity who, string resource, IdentityRefusal? refusal)
    {
        var cause = failure as UserError ?? failure.InnerException;
        var asked = IdentitySource.Capitalized(source.Described);
        return (refusal, cause) switch
        {
            (null, UserError { Message: SandboxOrigins.NotRunning } stopped) => stopped,
            (_, UnauthorizedAccessException) when OperatingSystem.IsWindows() => new(
                $"{asked} requires proof from a file that only administrators and the group 'Hybrid agent extension applications' can "
                    + "read.",
                "To add a user to that group, run: net localgroup \"Hybrid agent extension applications\" USER /add", cause: failure),
            (_, UnauthorizedAccessException) => new(
                $"{asked} requires proof from a file that only root and the group 'himds' can read.",
                "To add yourself to that group, run: sudo usermod -aG himds $USER", cause: failure),
            ({ IsJson: false, Words: { } text } answer, _) when source.IsGuess => new(
                $"There is no managed identity here: {source.Described} returned HTTP {answer.Status}: {text}", SignInAsUser,
                cause: failure),
            ({ Words: null } answer, _) when source.IsGuess =>
                new($"There is no managed identity here: {source.Described} returned HTTP {answer.Status}.", SignInAsUser, cause: failure),
            (null, UserError) when source.IsGuess =>
                new($"There is no managed identity here: {source.Described} did not respond.", SignInAsUser, cause: failure),
            ({ Words: { } words }, _) when IsUnassigned(words) => new(
                $"{words.TrimEnd('.')}: {source.Described} has no {Wanted(who)} for this machine.",
                who.Kind == IdentityIdKind.SystemAssigned ? SignInByClientId : SignInBySystem, cause: failure),
            ({ Words: { } words }, _) =>
                new($"{words.TrimEnd('.')}: {source.Described} refused a token for '{resource}'.", SignIn, cause: failure),
            ({ } answer, _) => new($"{asked} returned HTTP {answer.Status} without a reason.", SignIn, cause: failure),
            (null, UserError { InnerException: HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } })
                when source.Kind == IdentitySourceKind.ServiceFabric => new(
                $"The certificate of {source.Described} does not match IDENTITY_SERVER_THUMBPRINT.", SignIn, cause: failure),
            (null, _) when failure is MsalException { ErrorCode: MsalError.UserAssignedManagedIdentityNotSupported } => new(
                $"{asked} did not confirm that its token is for {Wanted(who)}: the agent is too old for user-assigned identities, or "
                    + "this machine does not have that identity.",
                SignIn, cause: failure),
            (null, UserError network) => new($"{asked} could not be reached: {Reason(network)}", SignIn, cause: failure),
            _ when failure.Message.Contains("DEFAULT_IDENTITY_CLIENT_ID", StringComparison.Ordinal) => new(
                $"{asked} requires DEFAULT_IDENTITY_CLIENT_ID for its own identity, and it is not set.", SignInByClientId, cause: failure),
            _ => new($"{asked}: {FirstLine(failure.Message)}", SignIn, cause: failure),
        };
    }

    /// <summary>The token that came is for another identity than the one that was asked for.</summary>
    public static UserError Mistaken(IdentitySource source, AssignedIdentity who, string named) => new(
        $"{IdentitySource.Capitalized(source.Described)} returned a token for another identity ('{named}') than the {Wanted(who)}. The "
            + "token was discarded.", SignIn);

    private static bool IsUnassigned(string words)
    {
        foreach (var one in Unassigned)
        {
            if (words.Contains(one, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static string Wanted(AssignedIdentity who) =>
        who.Kind == IdentityIdKind.SystemAssigned ? "system-assigned identity" : $"identity with {who.Described}";

    // What mends a network (a proxy, VPN) is of no use to an endpoint on the machine itself.
    private static string Reason(UserError network)
    {
        for (var cause = network.InnerException; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return "connection refused.";
                case SocketException { SocketErrorCode: SocketError.TimedOut } or TaskCanceledException or TimeoutException:
                    return "the request timed out.";
            }
        }

        return network.Message;
    }

    private static string FirstLine(string text) => text.ReplaceLineEndings("\n").Split('\n')[0];
}
