using Azimuth.Sandbox.Entra.SignIn;
using Azimuth.Sandbox.Hosting;

namespace Azimuth.Sandbox.Entra.Grants;

/// <summary><c>password</c> (RFC 6749 4.3): whoever would be asked for more than a password is refused.</summary>
internal sealed class PasswordGrant(Credentials credentials, PersonGrant person) : IGrant
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

        var (who, unknown) = credentials.Find(userName);
        if (who is null)
        {
            return unknown!;
        }

        return who.Home.IsFederated ? Aadsts.PasswordOfFederated()
            : Credentials.CheckPassword(who, password) is { } wrong ? wrong
            : person.Answer(request, credentials.NewSession(who, mfa: false) with { Flow = AccessQuestion.Password }, request["scope"] ?? "");
    }
}
