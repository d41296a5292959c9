using System.CommandLine;

namespace Azimuth.Cli.Commands.Account;

/// <summary><c>az account tenant list</c>: the tenants of the current identity, as ARM lists them. The Azure CLI needs an extension for it.</summary>
internal static class AccountTenantList
{
    public static Command Describe(Composition az)
    {
        var command = new Command("list", "List the tenants that you can see.");
        command.SetAction(async (_, cancel) =>
        {
            var row = az.AccountSelection.Find(await az.Profile.ReadAsync(cancel), nameOrId: null);
            return ArmItems.Write(az.Output, await az.ArmReader.ListAsync("tenants", az.AccessToken.ForResourceManager(row), cancel));
        });
        return command;
    }
}
