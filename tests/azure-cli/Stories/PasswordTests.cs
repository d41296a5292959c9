using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.AzureCli.Stories;

/// <summary>
/// A password. MSAL Python leaves the port out of the address that it asks for a person's realm: the sandbox listens on 443 too,
/// which only one of these can do at a time.
/// </summary>
public sealed class PasswordTests
{
    public static TheoryData<Cli, Cli> Pairs => Machine.Pairs;

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_password_opens_the_same_to_both(Cli first, Cli second)
    {
        await using var azure = await Sandbox.StartAsync(new Scenario { People = [Contoso.Ada with { GuestOf = [] }] }, null, "--also-443");
        using var machine = new Machine(azure);

        (await machine[first].RunAsync($"login -u {Contoso.Ada.UserName} -p {Contoso.Ada.Password}")).ShouldSucceed();

        await machine.UseAsync(second, null, Contoso.Id);
    }
}
