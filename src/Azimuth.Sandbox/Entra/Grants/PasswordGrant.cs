using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.Entra.SignIn;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Entra.Grants;

/// <summary>
/// <c>password</c> (RFC 6749 4.3): the sign-in without a page. A user who would be asked for more than a password is refused.
/// </summary>
internal sealed class PasswordGrant(ScriptedSignIn signIn, TenantDirectory azure, Origins origins, PersonGrant person) : IGrant
{
    public IReadOnlyList<string> Names { get; } = ["password"];

    public Task<IResult> RedeemAsync(GrantRequest request, CancellationToken cancel) => Task.FromResult(Redeem(request));

    private IResult Redeem(GrantRequest request)
    {
        if (request.Tenant is { Named: null, Text: "common" })
        {
            return Aadsts.PasswordOnCommon();
        }

        if (request["username"] is not { } userName)
        {
            return Aadsts.MissingParameter("username");
        }

        request.Context.Note().User = userName;
        if (request["password"] is not { } password)
        {
            return Aadsts.MissingParameter("password");
        }

        var scope = request["scope"] ?? "";
        var (scopes, refused) = RequestedScopes.Parse(scope, request.Tenant.Named, azure, origins, request.Client);
        if (scopes is null)
        {
            return refused!;
        }

        var asked = new SignInRequest
        {
            Tenant = request.Tenant,
            Client = request.Client,
            Scopes = scopes,
            Flow = SignInConditions.Password
        };
        var outcome = signIn.Run(asked, new(userName, password));
        return outcome.Session is { } session ? person.Answer(request, session, scope) : outcome.Refused!;
    }
}
