using Azimuth.Sandbox.Hosting;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Entra;

/// <summary>Who asks: the application of <c>client_id</c>.</summary>
internal static class ClientCheck
{
    public static (Application? Client, Refusal? Refused) Find(IFormCollection form, TenantSegment tenant, LocalAzure azure, HttpContext context)
    {
        if (form["client_id"].ToString() is not { Length: > 0 } id)
        {
            return (null, Aadsts.MissingParameter("client_id"));
        }

        context.Note().Client = id;
        if (azure.FindApplication(id, tenant.Named) is not { } client)
        {
            return (null, Aadsts.UnknownApplication(id, tenant.Named?.Name ?? tenant.Text));
        }

        if (client.Disabled)
        {
            return (null, Aadsts.ApplicationDisabled(client));
        }

        var credential = form.ContainsKey("client_secret") || form.ContainsKey("client_assertion");
        return client.IsPublic == credential
            ? (null, credential ? Aadsts.PublicClientWithSecret(client) : Aadsts.SecretMissing())
            : (client, null);
    }
}
