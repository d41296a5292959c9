using Azimuth.Sandbox.Entra;
using Azimuth.Sandbox.Entra.SignIn;
using Azimuth.Sandbox.Entra.Tokens;

namespace Azimuth.Sandbox.Control;

/// <summary>The steps of the sign-in page without a page: password, policy, second factor, with every refusal of theirs.</summary>
internal sealed class ControlSignIn(Credentials credentials, ConditionalAccess access)
{
    public (Session? Session, Refusal? Refused) SignIn(SignInBody body, TenantSegment tenant)
    {
        var (person, unknown) = credentials.Find(body.User);
        if (person is null)
        {
            return (null, unknown);
        }

        var password = body.Password ?? person.Password; // null: as somebody who knows it
        if (Credentials.CheckPassword(person, password) is { } wrong)
        {
            return (null, wrong);
        }

        var resource = tenant.For(person);
        if (access.CheckTenant(person, resource) is { } refused)
        {
            return (null, refused);
        }

        var needsMfa = access.NeedsMfa(person, resource);
        return needsMfa && body.Mfa != "approve"
            ? (null, Aadsts.MfaFailed())
            : (credentials.NewSession(person, needsMfa), null);
    }
}

/// <summary>Who signs in.</summary>
internal record SignInBody
{
    public string User { get; set; } = "";

    /// <summary>Null: the right one.</summary>
    public string? Password { get; set; }

    /// <summary>What the phone does when it is asked: <c>approve</c> or <c>refuse</c>.</summary>
    public string Mfa { get; set; } = "approve";
}
