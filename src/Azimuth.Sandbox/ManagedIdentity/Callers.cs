using System.Security.Cryptography;
using System.Text;
using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.ManagedIdentity;

/// <summary>
/// Who may ask for a machine's token: a program on it, never a page of a browser (attack S5), and where the source has
/// a secret, only who knows it.
/// </summary>
internal sealed class Callers(StateFolder folder)
{
    private readonly byte[] _secret = Encoding.ASCII.GetBytes(
        folder.ReadOrMake(StateFolder.IdentitySecret, () => Guid.NewGuid().ToString("N").ToUpperInvariant()));

    /// <summary>Browsers say of themselves what no SDK says; whatever else a page manages to send, it gets no token.</summary>
    public static bool IsPage(HttpRequest request) =>
        request.Headers.ContainsKey("Origin")
            || request.Headers.ContainsKey("Sec-Fetch-Site")
            || request.Headers.ContainsKey("Sec-Fetch-Mode");

    /// <summary>
    /// A header that a form, an image or a redirect cannot send: what keeps request forgery away from the real endpoints.
    /// </summary>
    public static bool HasMetadataHeader(HttpRequest request) =>
        string.Equals(request.Headers["Metadata"].ToString(), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether this header holds the secret that the machine's variables hold.</summary>
    public bool KnowsSecret(HttpRequest request, string header) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers[header].ToString()), _secret);
}

/// <summary>Turns pages of browsers away before an endpoint is asked.</summary>
internal sealed class NoPages : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Callers.IsPage(context.HttpContext.Request)
        ? ValueTask.FromResult<object?>(Refused())
        : next(context);

    private static IdentityResult Refused() => new(
        json =>
        {
            json.WriteString("error", "forbidden");
            json.WriteString("error_description", "Requests from web pages are rejected.");
        },
        StatusCodes.Status403Forbidden)
    { Error = "page" };
}
