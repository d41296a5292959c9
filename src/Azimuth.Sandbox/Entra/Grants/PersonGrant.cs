using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.Entra.SignIn;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Entra.Grants;

/// <summary>The end of every grant that stands for a user: scope, person, policy, tokens.</summary>
internal sealed class PersonGrant(TenantDirectory azure, Origins origins, ConditionalAccess access, Consents consents, TokenIssuer issuer)
{
    /// <param name="scope">As asked now, or else as asked at sign-in.</param>
    /// <param name="spa">Whether the client is a single-page application.</param>
    /// <param name="spaEnds">When its refresh tokens end; null: a day from now.</param>
    public IResult Answer(
        GrantRequest request, Session session, string scope, string? nonce = null, bool spa = false, DateTimeOffset? spaEnds = null)
    {
        var (scopes, refused) = RequestedScopes.Parse(scope, request.Tenant.Named, azure, origins, request.Client);
        if (refused is not null)
        {
            return refused;
        }

        if (azure.FindPerson(session.Person) is not { } person)
        {
            return Aadsts.Revoked(); // the scenario that knew this user is gone
        }

        var note = request.Context.Note();
        var tenant = request.Tenant.For(person);
        (note.User, note.Tenant) = (person.UserName, tenant.Id.ToString());
        if (access.Check(
            new SignInConditions(person, tenant, scopes!.ResourceId, request.Client.ClientId, session.Flow), session) is { } no)
        {
            return no;
        }

        if (!consents.Has(person, tenant, request.Client, scopes.ResourceId, scopes.Permissions))
        {
            return Aadsts.ConsentRequired(request.Client);
        }

        return TokenResult.Create(request, issuer.Issue(new TokenRequest
        {
            Tenant = tenant,
            Person = person,
            Client = request.Client,
            Scopes = scopes,
            OriginalScope = scope,
            Session = session,
            Nonce = nonce,
            ClientMethod = request.Credential.Method,
            Role = request.Role,
            Spa = spa,
            SpaEnds = spaEnds,
            WantsClientInfo = request.WantsClientInfo,
            DeclaresCp1 = request.DeclaresCp1,
            Address = request.Address,
            AgentSession = request["client_session"],
        }));
    }
}
