using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Pages;

namespace Azimuth.Sandbox.Entra.Authorization;

/// <summary>The authorize endpoint's answer, on its way to the redirect address.</summary>
/// <param name="Request">The request that is answered.</param>
/// <param name="Fields">In the order in which Entra ID sends them.</param>
internal sealed record AuthorizationResponse(AuthorizeRequest Request, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    /// <param name="cancelled">The user pressed Cancel: clients tell that from other refusals.</param>
    public static AuthorizationResponse Refused(AuthorizeRequest request, Refusal refusal, HttpContext context, bool cancelled = false)
    {
        var body = refusal.Body(context);
        List<KeyValuePair<string, string>> fields = [new("error", body.Error), new("error_description", body.ErrorDescription)];
        if (cancelled)
        {
            fields.Add(new("error_subcode", "cancel"));
        }

        fields.Add(new("error_uri", body.ErrorUri));
        if (request.State is { } state)
        {
            fields.Add(new("state", state));
        }

        return new(request, fields);
    }

    /// <summary>Sends the response in the response mode that was asked for.</summary>
    public IResult ToResult() => Request.Mode switch
    {
        ResponseMode.FormPost => MessagePages.FormPost(new FormPostView(new Uri(Request.RedirectUri), Request.Client.Name, Fields)),
        ResponseMode.Fragment => TypedResults.Redirect($"{Request.RedirectUri}#{Encoded()}"),
        _ =>
            TypedResults.Redirect(
                $"{Request.RedirectUri}{(Request.RedirectUri.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Encoded()}"),
    };

    private string Encoded() => string.Join('&', Fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
}
