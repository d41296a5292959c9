using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.SignIn;

/// <summary><c>az login --no-browser</c> at a terminal, which has printed the page's address and waits for the one to paste.</summary>
internal sealed class ManualSignIn(Sandbox? owned, Sandbox azure, Home home, Terminal terminal, string page) : IAsyncDisposable
{
    private const string Ask = "URL (input hidden): ";

    public Sandbox Azure => azure;

    public Home Home => home;

    public Terminal Terminal => terminal;

    public string Page => page;

    public static async Task<ManualSignIn> StartAsync(string line = "login --no-browser", Sandbox? azure = null, Home? home = null)
    {
        var owned = azure is null ? await Sandbox.StartAsync() : null;
        home ??= (azure ?? owned!).NewHome();
        var terminal = Terminal.Start(home, line, columns: 4000); // a line of the terminal for the whole address
        await terminal.WaitForAsync(Ask);
        return new(owned, azure ?? owned!, home, terminal, await PageAsync(() => terminal.Seen));
    }

    public static Task<string> PageAsync(Func<string> seen) => Waiting.UntilAsync(
        "the URL of the sign-in page",
        () => Task.FromResult(
            seen().Split('\n')[..^1].FirstOrDefault(line => line.Contains("/oauth2/v2.0/authorize?", StringComparison.Ordinal))),
        () => Task.FromResult(seen()));

    /// <summary>The address that the browser is sent to with this answer.</summary>
    public static string Address(JsonObject answer) =>
        $"{answer["redirectUri"]!.GetValue<string>()}/?" + string.Join('&', answer["fields"]!.AsObject()
        .Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value!.GetValue<string>())}"));

    public static string Parameter(string address, string name) => Uri.UnescapeDataString(
        new Uri(address).Query.TrimStart('?')
            .Split('&')
            .First(each => each.StartsWith($"{name}=", StringComparison.Ordinal))[(name.Length + 1)..]);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.IPv6Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Signs in on the page; where the browser is sent to then.</summary>
    public async Task<string> SignInOnPageAsync() => Address(await azure.Control.AuthorizeAsync(page, Contoso.Ada));

    public async Task<string> WhoAsync() =>
        (await home.Az.RunAsync("account show --query user.name -o tsv")).ShouldSucceed().Stdout.TrimEnd('\n');

    public async ValueTask DisposeAsync()
    {
        await terminal.DisposeAsync();
        if (owned is not null)
        {
            await owned.DisposeAsync();
        }

        home.Dispose();
    }
}
