using Azimuth.Cli.Parsing.Specs;
using Azimuth.Cli.Services;

namespace Azimuth.Cli.Commands.Account;

/// <summary>
/// <c>az account tenant list</c>: the tenants of the current identity, as ARM lists them. The Azure CLI needs an extension for it.
/// </summary>
internal static class AccountTenantList
{
    public static CommandSpec Describe(Composition az) => new("account tenant list", "List the tenants that you can see.")
    {
        Run = async (_, cancel) =>
        {
            var row = az.AccountSelection.Find(await az.Profile.ReadAsync(cancel), nameOrId: null);
            return ArmItems.Write(az.Output, await az.ArmReader.ListAsync("tenants", az.AccessToken.ForResourceManager(row), cancel));
        },
    };
}
