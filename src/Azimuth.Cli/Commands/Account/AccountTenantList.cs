using Azimuth.Accounts;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Discovery;
using Azimuth.Sessions;

namespace Azimuth.Cli.Commands.Account;

/// <summary>
/// <c>az account tenant list</c>: the tenants of the current identity, as ARM lists them. The Azure CLI needs an extension for it.
/// </summary>
internal sealed class AccountTenantList(ProfileFile file, AccountSelection selection, Func<ArmReader> arm, Output.Output output)
{
    public static CommandSpec Describe(Func<AccountTenantList> command) => new(
        "account tenant list", "List the tenants that the account can access.")
    {
        Run = (_, cancel) => command().RunAsync(cancel),
    };

    private async Task<int> RunAsync(CancellationToken cancel)
    {
        var row = selection.Find(await file.ReadAsync(cancel), nameOrId: null);
        return ArmItems.Write(output, await arm().ListAsync("tenants", row, cancel));
    }
}
