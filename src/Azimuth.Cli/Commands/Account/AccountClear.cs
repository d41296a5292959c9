using Azimuth.Accounts;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Tokens;

namespace Azimuth.Cli.Commands.Account;

/// <summary><c>az account clear</c>: forgets every identity, its subscriptions and its tokens.</summary>
internal sealed class AccountClear(ProfileFile file, TokenCache tokens, Func<string?, CancellationToken, Task> leaveBroker)
{
    public static CommandSpec Describe(Func<AccountClear> command) => new(
        "account clear", "Sign out all accounts and remove all subscriptions, tokens and credentials.")
    {
        Run = (_, cancel) => command().RunAsync(cancel),
    };

    private async Task<int> RunAsync(CancellationToken cancel)
    {
        await tokens.RemoveEarlierAsync(cancel);
        // The profile first: when this is cut short, an identity is left that can be signed in again, never a row without tokens.
        await file.ClearAsync(cancel);
        await tokens.ForgetAllAsync(cancel);
        await leaveBroker(null, cancel);
        return 0;
    }
}
