using Azimuth.Accounts;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;
using Azimuth.Tokens;

namespace Azimuth.Cli.Commands.Account;

/// <summary><c>az account clear</c>: forgets every identity, its subscriptions and its tokens.</summary>
internal static class AccountClear
{
    public static CommandSpec Describe(Composition az) => new(
        "account clear", "Sign everybody out: forget all subscriptions, tokens and credentials.")
    {
        Run = (_, cancel) => RunAsync(az.Profile, az.TokenCache, cancel),
    };

    internal static async Task<int> RunAsync(ProfileFile file, TokenCache tokens, CancellationToken cancel)
    {
        await tokens.RemoveEarlierAsync(cancel);
        // The profile first: when this is cut short, an identity is left that can be signed in again, never a row without tokens.
        await file.ClearAsync(cancel);
        await tokens.ForgetAllAsync(cancel);
        return 0;
    }
}
