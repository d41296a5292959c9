using Azimuth.Flows.Msal;
using Azimuth.Flows.Tenants;
using Azimuth.Tokens;
using Microsoft.Identity.Client;

namespace Azimuth.Flows;

/// <summary>User name and password (RFC 6749 4.3), for people whom Entra ID asks for nothing else.</summary>
/// <param name="realm">Finds out who checks the password: Entra ID or the organization.</param>
/// <param name="msal">Creates the MSAL client.</param>
/// <param name="cache">The token cache session that the tokens are added to.</param>
/// <param name="userName">The user name.</param>
/// <param name="password">The password. Only MSAL gets its value.</param>
public sealed class PasswordFlow(UserRealm realm, MsalClient msal, TokenCacheSession cache, string userName, Secret password) : ISignInFlow
{
    /// <inheritdoc/>
    public async Task<SignedIn?> SignInAsync(SignInRequest request, CancellationToken cancel)
    {
        if (await realm.FederatedAtAsync(userName, cancel) is { } server)
        {
            throw new UserError(
                $"The password of '{userName}' is verified by the federation server of the organization ({server}), so it cannot be used "
                    + "to sign in here.",
                Interactive);
        }

        try
        {
#pragma warning disable CS0618 // Advice to people who could choose; the user has chosen, and was told.
            var asking = msal.For(request.Authority, cache).AcquireTokenByUsernamePassword(request.Scopes, userName, password.Reveal());
#pragma warning restore CS0618
            return SignedIn.As(await asking.WithClaims(request.Claims).ExecuteAsync(cancel));
        }
        catch (Exception failure) when (MsalErrors.IsOne(failure))
        {
            cancel.ThrowIfCancellationRequested();
            throw Explain(failure);
        }
    }

    private UserError Explain(Exception failure)
    {
        var said = MsalErrors.Explain(failure, tenant: null, []);
        return failure switch
        {
            MsalClientException { ErrorCode: MsalError.UnknownUserType } => new(
                $"'{userName}' is not a work or school account. Microsoft accounts and users that Entra ID does not know cannot sign in "
                    + "with a password here.",
                Interactive, cause: failure),
            _ when IsAskedForMore(said.AuthorityError) => said.WithRemedy($"{Interactive}\n{said.Remedy}", failure),
            _ => said,
        };
    }

    // The documented words, then the two ways on: for a user and for a script.
    private const string Interactive =
        "Interactive authentication is needed. To sign in with a browser, use `az login`. For scripts, use `az login --service-principal` "
            + "or `az login --identity`; these never require interaction.";

    // A second factor, a device, a changed password, consent, an external challenge: what only a page can ask for.
    private static bool IsAskedForMore(AuthorityError? error) =>
        error?.Code is 50055 or 50072 or 50074 or 50076 or 50079 or 50097 or 50158 or 53000 or 530003 or 65001;
}
