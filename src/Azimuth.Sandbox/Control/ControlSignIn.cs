using Azimuth.Sandbox.Entra;
using Azimuth.Sandbox.Entra.SignIn;
using Azimuth.Sandbox.Entra.Tokens;

namespace Azimuth.Sandbox.Control;

/// <summary>The steps of the sign-in page without a page: password, policy, second factor, with every refusal of theirs.</summary>
internal sealed class ControlSignIn(Credentials credentials, ConditionalAccess access, World.Consents consents)
{
    /// <param name="scopes">What is asked for; null: nothing yet.</param>
    /// <param name="client">Who asks.</param>
    /// <param name="flow">One of <see cref="World.ScenarioPolicy.KnownFlows"/>.</param>
    public (Session? Session, Refusal? Refused) SignIn(
        SignInBody body, TenantSegment tenant, RequestedScopes? scopes = null, World.Application? client = null, string flow = AccessQuestion.Browser)
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

        var asked = new AccessQuestion(person, tenant.For(person), scopes?.ResourceId ?? Guid.Empty, client?.ClientId ?? Guid.Empty, flow);
        if (access.CheckPlace(asked) is { } refused)
        {
            return (null, refused);
        }

        var needsMfa = access.NeedsMfa(asked);
        if (needsMfa && (body.Mfa != "approve" || !person.MfaRegistered))
        {
            return (null, person.MfaRegistered ? Aadsts.MfaFailed() : Aadsts.MfaEnrolmentRequired(asked.Resource));
        }

        if (client is not null && scopes is not null)
        {
            consents.Give(person.Id, client.ClientId, scopes.ResourceId, scopes.Permissions); // the person presses Accept
        }

        return (credentials.NewSession(person, needsMfa) with { Flow = flow }, null);
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
