using System.Buffers.Text;
using System.Text.Json.Nodes;
using Azimuth.Harness;

namespace Azimuth.AzureCli;

/// <summary>Which of the two runs a step.</summary>
public enum Cli
{
    /// <summary>Microsoft's.</summary>
    Real,

    /// <summary>The one of this repository.</summary>
    Ours,
}

/// <summary>A machine that has both: one home, one config folder, one sandbox.</summary>
internal sealed class Machine : IDisposable
{
    private readonly Az _real;

    /// <param name="real">Which one of Microsoft's; null: the current one.</param>
    public Machine(Sandbox azure, Func<Home, Az>? real = null)
    {
        Azure = azure;
        Home = new Home(azure);
        _real = (real ?? RealCli.Current.In)(Home);
        foreach (var (name, value) in Variables(azure))
        {
            Home.Variables[name] = value;
        }
    }

    /// <summary>Who signs in, and who uses what the other one left.</summary>
    public static TheoryData<Cli, Cli> Pairs =>
        new() { { Cli.Real, Cli.Real }, { Cli.Real, Cli.Ours }, { Cli.Ours, Cli.Real }, { Cli.Ours, Cli.Ours } };

    public Sandbox Azure { get; }

    public Home Home { get; }

    public Az this[Cli cli] => cli == Cli.Real ? _real : Home.Az;

    /// <summary>What the real one needs in order to trust the sandbox and to leave Microsoft alone.</summary>
    public static Dictionary<string, string> Variables(Sandbox azure) => new()
    {
        ["REQUESTS_CA_BUNDLE"] = azure.BundleFile,
        ["SSL_CERT_FILE"] = azure.BundleFile, // lists of clouds come through urllib, which knows no other variable
        ["AZURE_CORE_INSTANCE_DISCOVERY"] = "false",
        ["AZURE_CORE_COLLECT_TELEMETRY"] = "no",
    };

    /// <summary>Runs what only reads with both, and holds one's answer against the other's.</summary>
    /// <returns>Ours.</returns>
    public async Task<AzResult> AgreeAsync(string line)
    {
        var real = await this[Cli.Real].RunAsync(line);
        var ours = await this[Cli.Ours].RunAsync(line);
        Agreement.Check(real, ours);
        return ours;
    }

    /// <summary>
    /// The identity that is signed in is used: accounts read and switched, tokens of each tenant and of other resources, and ARM
    /// asked. Afterwards both say the same of it, to the byte of a cached token.
    /// </summary>
    /// <param name="objectId">Whose tokens they must be; null: a person's, who is another object in each tenant.</param>
    public async Task UseAsync(Cli cli, Guid? objectId, params Guid[] tenants)
    {
        var az = this[cli];
        var listed = (await az.RunAsync("account list")).ShouldSucceed();
        listed.Texts("[].tenantId").Distinct().ShouldBe(tenants.Select(tenant => (string?)$"{tenant}"));

        foreach (var tenant in tenants.Reverse())
        {
            var subscription = listed.Json()!.AsArray().First(one => one!["tenantId"]!.ToString() == $"{tenant}")!["id"]!.ToString();
            (await az.RunAsync($"account set --subscription {subscription}")).ShouldSucceed().Stdout.ShouldBeEmpty();
            (await this[Other(cli)].RunAsync("account show --query id -o tsv")).ShouldSucceed().Stdout.ShouldBe($"{subscription}\n");
            var (id, whose) = Whose(await az.RunAsync("account get-access-token"));
            whose.ShouldBe(tenant);
            (objectId ?? id).ShouldBe(id);
        }

        (await az.RunAsync("account get-access-token --resource https://vault.azure.net")).ShouldSucceed();
        (await az.RunAsync("account get-access-token --scope https://graph.microsoft.com/.default")).ShouldSucceed();
        (await az.RunAsync("rest --url /subscriptions?api-version=2022-12-01 --query value[].tenantId"))
            .ShouldSucceed()
            .Texts("")
            .ShouldContain($"{tenants[0]}");
        (await az.RunAsync("account list --refresh")).ShouldSucceed().Texts("[].id").ShouldBe(listed.Texts("[].id"));

        await AgreeAsync("account show");
        await AgreeAsync("account list --all -o table");
        await AgreeAsync(listed.Text("[0].user.name") is "systemAssignedIdentity" or "userAssignedIdentity"
            ? "account get-access-token --query [tenant,subscription,tokenType]" // a machine's token is had anew each time
            : "account get-access-token");
    }

    /// <summary>The object ID and the tenant of a token.</summary>
    public static (Guid? Object, Guid Tenant) Whose(AzResult answer)
    {
        var claims = Claims(answer.ShouldSucceed().Text("accessToken"));
        return (Guid.TryParse(claims["oid"]?.ToString(), out var id) ? id : null, Guid.Parse(claims["tid"]!.ToString()));
    }

    public static JsonNode Claims(string token) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!;

    public static Cli Other(Cli cli) => cli == Cli.Real ? Cli.Ours : Cli.Real;

    public void Dispose() => Home.Dispose();
}
