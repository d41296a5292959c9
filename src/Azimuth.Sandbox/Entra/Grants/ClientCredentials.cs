using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Applications;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Entra.Grants;

/// <summary><c>client_credentials</c> (RFC 6749 4.4): an application for itself, in a tenant that has a service principal of it.</summary>
internal sealed class ClientCredentials(TenantDirectory azure, Origins origins, ClientAuthentication clients, TokenIssuer issuer) : IGrant
{
    public IReadOnlyList<string> Names { get; } = ["client_credentials"];

    public async Task<IResult> RedeemAsync(GrantRequest request, CancellationToken cancel)
    {
        if (request.Tenant.Named is not { } tenant)
        {
            return Aadsts.NoTenant();
        }

        if (await clients.CheckAsync(request) is { } unproven)
        {
            return unproven;
        }

        if (azure.FindServicePrincipal(request.Client.ClientId, tenant) is not { } principal)
        {
            return Aadsts.NoServicePrincipal(request.Client, tenant);
        }

        var scope = request["scope"] ?? "";
        if (!scope.EndsWith("/.default", StringComparison.Ordinal) || scope.Contains(' ', StringComparison.Ordinal))
        {
            return Aadsts.NotADefaultScope(scope);
        }

        var (scopes, refused) = RequestedScopes.Parse(scope, tenant, azure, origins, request.Client);
        if (refused is not null)
        {
            return refused;
        }

        request.Context.Note().Tenant = tenant.Id.ToString();
        return TokenResult.Create(
            request,
            issuer.IssueToApplication(new(tenant, request.Client, principal, scopes!, request.Credential.Method, request.DeclaresCp1)));
    }
}
