using Azimuth.Accounts;

namespace Azimuth.Cli.Commands.Account;

/// <summary>Which row of the profile a command works with, and the token of a row.</summary>
internal static class CurrentAccount
{
    /// <summary>The default subscription of one shell or folder (direnv), where the Azure CLI knows only the one of the profile.</summary>
    public const string Variable = "AZURE_DEFAULTS_SUBSCRIPTION";

    extension(Composition az)
    {
        /// <summary>The subscription that was named, else the one that <see cref="Variable"/> names, else the profile's default.</summary>
        /// <exception cref="UserError">No account is signed in, or no subscription or several have that name.</exception>
        public Subscription Current(Profile profile, string? nameOrId)
        {
            if (!string.IsNullOrEmpty(nameOrId) || az.Environment.NonEmpty(Variable) is not { } named)
            {
                return profile.Find(nameOrId, az.Clouds.ActiveName);
            }

            try
            {
                return profile.Find(named, az.Clouds.ActiveName);
            }
            catch (UserError error) when (profile.In(az.Clouds.ActiveName).Count > 0)
            {
                throw new UserError($"{error.Message} {Variable} names it.", error.Remedy, error.ExitCode, error);
            }
        }

        /// <summary>A token of that row's identity, from that row's tenant.</summary>
        /// <param name="row">The subscription whose account the token is for.</param>
        /// <param name="scopes">The scopes that the token is for.</param>
        /// <param name="claims">What a resource asked it to prove, as JSON.</param>
        /// <param name="cancel">Cancels the operation.</param>
        /// <exception cref="UserError">No token could be acquired, or the row names no account that could have one.</exception>
        public Task<IssuedToken> TokenOfAsync(Subscription row, IReadOnlyList<string> scopes, string? claims, CancellationToken cancel)
        {
            row.CheckUsable();
            return az.AccessToken.GetAsync(new() { User = row.User, Tenant = row.TenantId, Scopes = scopes, Claims = claims }, cancel);
        }

        /// <summary>Tokens for ARM of that row, asked for again with claims when ARM challenges them.</summary>
        public Func<string?, CancellationToken, Task<Secret>> ArmTokenOf(Subscription row) =>
            async (claims, cancel) => (await az.TokenOfAsync(row, [az.Clouds.Active.ManagementScope], claims, cancel)).Token;
    }
}
