using Azimuth.Cli.Commands.Doctor.Browsers;
using Azimuth.Cli.Commands.Doctor.Findings;

namespace Azimuth.Cli.Tests.Commands.Doctor;

public sealed class BrowserCheckTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("azimuth-browsers-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("LOCALAPPDATA", "Microsoft/Edge/User Data/Default/Network/TransportSecurity", "edge://net-internals/#hsts")]
    [InlineData("LOCALAPPDATA", "Google/Chrome/User Data/Profile 2/TransportSecurity", "chrome://net-internals/#hsts")]
    [InlineData("APPDATA", "Mozilla/Firefox/Profiles/x.default/SiteSecurityServiceState.bin", "")]
    public void On_Windows_each_browsers_store_is_found(string variable, string file, string page) =>
        Found(SystemKind.Windows, variable, file).Page.ShouldBe(page);

    [Theory]
    [InlineData("Library/Application Support/Microsoft Edge/Default/TransportSecurity", "edge://net-internals/#hsts")]
    [InlineData("Library/Application Support/BraveSoftware/Brave-Browser/Default/Network/TransportSecurity", "brave://net-internals/#hsts")]
    [InlineData("Library/Application Support/Firefox/Profiles/x.default/SiteSecurityServiceState.txt", "")]
    public void On_macOS_each_browsers_store_is_found(string file, string page) =>
        Found(SystemKind.MacOS, "HOME", file).Page.ShouldBe(page);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"sts":{}}""")]
    [InlineData("""{"sts":[1,{"host":5},{"host":"+5SucHeyam84+YKFvzbLSOOu8EIOl0hrqv6OPw5r2/Q=","mode":"force-https","expiry":"x"}]}""")]
    [InlineData("""{"sts":[{"host":"+5SucHeyam84+YKFvzbLSOOu8EIOl0hrqv6OPw5r2/Q=","mode":"default","expiry":4102444800}]}""")]
    [InlineData("""{"sts":[{"host":"+5SucHeyam84+YKFvzbLSOOu8EIOl0hrqv6OPw5r2/Q=","mode":"force-https","expiry":1}]}""")]
    public void A_store_that_is_none_or_has_no_such_demand_demands_nothing(string content)
    {
        var file = Path.Combine(_home.FullName, HstsStore.ChromiumFile);
        File.WriteAllText(file, content);

        Should.NotThrow(() => new HstsStore("Edge", file, "").Demands(TimeProvider.System.GetUtcNow())).ShouldBeFalse();
    }

    [Fact]
    public async Task A_listener_that_localhost_does_not_lead_to_is_a_problem_with_a_way_around_it()
    {
        var astray = await new RedirectCheck(TimeProvider.System, _ => "http://localhost:1").LookAsync(Cancel);
        var straight = await new RedirectCheck(TimeProvider.System).LookAsync(Cancel);

        astray.ShouldHaveSingleItem().Severity.ShouldBe(Severity.Problem);
        astray[0].What.ShouldStartWith("A browser cannot reach az on http://localhost:1: ");
        astray[0].Command.ShouldBe("az login --use-device-code");
        straight.ShouldHaveSingleItem().Severity.ShouldBe(Severity.Fine);
    }

    public void Dispose() => _home.Delete(recursive: true);

    private HstsStore Found(SystemKind system, string variable, string file)
    {
        var path = Path.Combine(_home.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");

        var store = new HstsStores(system, new(name => name == variable ? _home.FullName : null)).Find().ShouldHaveSingleItem();

        store.File.ShouldBe(path);
        return store;
    }
}
