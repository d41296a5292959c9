using Azimuth.Flows.Loopback.Listener;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.Extensibility;

namespace Azimuth.Flows.Loopback;

/// <summary>MSAL's view of a browser: an address to open, and the answer that comes back.</summary>
/// <param name="sandboxPages">The sandbox's origin for people, or null; see <see cref="AuthorizationAddress"/>.</param>
public abstract class AuthorizationPage(string? sandboxPages) : ICustomWebUi, IDisposable
{
    private AuthorizationResponse? _answer;

    /// <summary>Why no browser could be opened; null when one was.</summary>
    public UserError? BrowserFailure { get; private protected set; }

    /// <summary>What the authority said when it sent the browser back with an error; null when it did not.</summary>
    internal AuthorityError? Refusal => _answer?.Fields is { Error: { } error } fields
        ? new() { Code = AuthorityError.CodeIn(fields.ErrorDescription ?? ""), Error = error, SubError = fields.ErrorSubcode }
        : null;

    /// <summary>The text that belongs to <see cref="Refusal"/>; null when there is none.</summary>
    internal string? RefusalDescription => _answer?.Fields is { Error: not null } fields ? fields.ErrorDescription : null;

    /// <summary>How the authority is to hand its answer to the browser.</summary>
    private protected abstract ResponseMode Mode { get; }

    /// <inheritdoc/>
    public async Task<Uri> AcquireAuthorizationCodeAsync(Uri authorizationUri, Uri redirectUri, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(authorizationUri);
        var query = authorizationUri.Query.TrimStart('?');
        var mode = Mode == ResponseMode.FormPost ? "form_post" : "query";
        var address = AuthorizationAddress.For(
            new UriBuilder(authorizationUri) { Query = $"{query}&response_mode={mode}" }.Uri, sandboxPages);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            _answer = await AskAsync(address, State(query), over.Token);
            return _answer.Fields.AsQueryOf(redirectUri);
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    /// <summary>Shows in the browser how the sign-in ended.</summary>
    internal Task EndAsync(MsalException? failure, CancellationToken cancel) => (_answer, failure) switch
    {
        (null, _) => Task.CompletedTask,
        (var answer, null) => answer.ShowSuccessAsync(cancel),
        (var answer, _) =>
            answer.ShowFailureAsync(answer.Fields.Error ?? failure.ErrorCode, answer.Fields.ErrorDescription ?? failure.Message, cancel),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _answer?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Shows <paramref name="address"/> to the user and waits for the response with this <paramref name="state"/>.</summary>
    private protected abstract Task<AuthorizationResponse> AskAsync(Uri address, string state, CancellationToken cancel);

    private static string State(string query) =>
        Uri.UnescapeDataString(query.Split('&').First(pair => pair.StartsWith("state=", StringComparison.Ordinal))["state=".Length..]);
}

/// <summary>Which address a browser opens for the authority's page.</summary>
internal static class AuthorizationAddress
{
    /// <summary>
    /// The sandbox's pages are also served on <c>http://127.0.0.1</c>, where no browser warns about its certificate
    /// (<c>sandbox_pages</c> in clouds.config). That origin stands in for the authority's only when both are this machine's own.
    /// </summary>
    public static Uri For(Uri authorization, string? sandboxPages) =>
        authorization.IsLoopback
            && Uri.TryCreate(sandboxPages, UriKind.Absolute, out var pages)
            && pages.IsLoopback
            && pages.Scheme is "http" or "https"
            ? new UriBuilder(authorization) { Scheme = pages.Scheme, Host = pages.Host, Port = pages.Port }.Uri
            : authorization;

    /// <summary>The address as it is shown: its query is long and holds the state.</summary>
    public static string Shown(Uri address) => address.GetLeftPart(UriPartial.Path);
}
