using System.Globalization;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.ManagedIdentity;

/// <summary>
/// Cloud Shell (docs/protocol.md, 12.7): a form is posted to <c>MSI_ENDPOINT</c>, and the token is that of the user who opened the shell.
/// </summary>
internal static class CloudShell
{
    public const string Path = "/managed-identity/cloud-shell/oauth2/token";

    public static void MapCloudShell(this IEndpointRouteBuilder routes) =>
        routes.MapPost(
            Path,
            async Task<IResult> (HttpContext context, TenantDirectory azure, IdentityTokens tokens, CancellationToken cancel) =>
            Answer(
                context,
                context.Request.HasFormContentType ? await context.Request.ReadFormAsync(cancel) : FormCollection.Empty,
                azure,
                tokens))
            .Journaled("managedIdentity").DisableAntiforgery();

    private static IdentityResult Answer(HttpContext context, IFormCollection form, TenantDirectory azure, IdentityTokens tokens)
    {
        if (!Callers.HasMetadataHeader(context.Request))
        {
            return Refused("invalid_request", "Required metadata header not specified");
        }

        if (form["resource"].ToString() is not { Length: > 0 } resource)
        {
            return Refused("invalid_request", "The resource is missing");
        }

        if (azure.CloudShellPerson is not { } person)
        {
            return Refused("invalid_request", "No user is signed in to this shell");
        }

        (context.Note().Tenant, context.Note().User) = (person.Home.Id.ToString(), person.UserName);
        var (token, refused) = tokens.Issue(person, resource, "127.0.0.1");
        return refused is not null ? Refused(refused.Error, refused.Body(context).ErrorDescription) : new(json =>
        {
            json.WriteString("access_token", token!.AccessToken);
            json.WriteString("refresh_token", "");
            json.WriteString("expires_in", token.ExpiresIn.ToString(CultureInfo.InvariantCulture));
            json.WriteString("expires_on", token.ExpiresOn.ToString(CultureInfo.InvariantCulture));
            json.WriteString("not_before", token.NotBefore.ToString(CultureInfo.InvariantCulture));
            json.WriteString("resource", token.Resource);
            json.WriteString("token_type", "Bearer");
        });
    }

    private static IdentityResult Refused(string code, string message) => new(
        json =>
        {
            json.WriteStartObject("error");
            json.WriteString("code", code);
            json.WriteString("message", message);
            json.WriteEndObject();
        },
        StatusCodes.Status400BadRequest)
    { Error = code };
}
