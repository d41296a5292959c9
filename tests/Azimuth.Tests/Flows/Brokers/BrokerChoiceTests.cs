using Azimuth.Configuration;
using Azimuth.Flows.Brokers;

namespace Azimuth.Tests.Flows.Brokers;

/// <summary>The rows in which a broker is used or not, each with the sentence that says why not.</summary>
public sealed class BrokerChoiceTests
{
    private const string Wam = "The Web Account Manager is not used: ";
    private const string Portal = "The Company Portal is not used: ";
    private const string Linux = "The Microsoft identity broker is not used: ";

    private static readonly Uri AzureCloud = new("https://login.microsoftonline.com");
    private static readonly Platform Windows64 = new(SystemKind.Windows, Is64Bit: true, "Microsoft Windows 10.0.22631");

    public static TheoryData<string, string, string, string?> OnWindows => new()
    {
        { "10.0.22631", "Client", "", null },
        { "10.0.19045", "Client", "", null },
        { "10.0.10240", "Client", "", null },
        { "10.0.26100", "Server", "", null }, // Server 2025
        { "10.0.20348", "Server", "", null }, // Server 2022
        { "10.0.17763", "Server", "", null }, // Server 2019
        { "10.0.14393", "Server", "", "it needs Windows Server 2019" }, // Server 2016
        { "6.3.9600", "Client", "", "it needs Windows 10 or Windows Server 2019" }, // 8.1
        { "6.3.9600", "Server", "", "it needs Windows 10 or Windows Server 2019" }, // Server 2012 R2
        { "10.0.20348", "Server Core", "", "this Windows Server has no desktop" },
        { "10.0.20348", "Nano Server", "", "this Windows Server has no desktop" },
        { "10.0.22631", "Client", "session 0", "a session of services cannot show its window" },
        { "10.0.22631", "Client", "another user", "az runs as another user than this session's" },
        { "10.0.22631", "Client", "32 bit", "a 32-bit az does not include it" },
        { "10.0.22631", "Client", "no library", "this build of az does not include it" },
        { "10.0.22631", "Client", "SSH_CONNECTION", "an SSH session cannot show its window" },
        { "10.0.22631", "Client", "SSH_CLIENT", "an SSH session cannot show its window" },
        { "10.0.22631", "Client", "https://localhost:8443", "it does not sign in to localhost:8443" },
        { "10.0.22631", "Client", "https://adfs.local.azurestack.external/adfs", "it does not sign in to adfs.local.azurestack.external" },
        { "10.0.22631", "Client", "https://login.chinacloudapi.cn", null },
    };

    [Theory]
    [MemberData(nameof(OnWindows))]
    public void The_Web_Account_Manager(string version, string edition, string special, string? obstacle)
    {
        var facts = new HostFacts
        {
            HasLibrary = special != "no library",
            SystemVersion = Version.Parse(version),
            Edition = edition,
            Session = special == "session 0" ? 0 : 2,
            IsAnotherUser = special == "another user",
        };
        var authority = special.StartsWith("https", StringComparison.Ordinal) ? new Uri(special) : AzureCloud;

        var verdict = BrokerChoice.Choose(
            Windows64 with { Is64Bit = special != "32 bit" }, isWanted: true, authority, Set(special), () => facts);

        verdict.IsUsed.ShouldBe(obstacle is null);
        verdict.Because.ShouldBe(obstacle is null ? null : $"{Wam}{obstacle}.");
        verdict.HasDesktop.ShouldBe(
            special is not ("session 0" or "SSH_CONNECTION" or "SSH_CLIENT") && edition is not ("Server Core" or "Nano Server"));
    }

    [Theory]
    [InlineData("5.2603.0", "", null)]
    [InlineData("5.2604.1", "", null)]
    [InlineData("6.0", "", null)]
    [InlineData("5.2512.0", "", $"{Portal}it needs the Company Portal 5.2603 or later, and this one is 5.2512.0.")]
    [InlineData(null, "", $"{Portal}the Company Portal is not installed.")]
    [InlineData("5.2603.0", "SSH_TTY", $"{Portal}an SSH session cannot show its window.")]
    public void The_Company_Portal(string? version, string variable, string? because)
    {
        var facts = new HostFacts { HasLibrary = true, CompanyPortal = version is null ? null : Version.Parse(version) };

        BrokerChoice.Choose(new(SystemKind.MacOS, true, "Darwin 24.0"), isWanted: true, AzureCloud, Set(variable), () => facts).Because
            .ShouldBe(because);
    }

    [Theory]
    [InlineData("6.1.0", true, "DISPLAY", null)]
    [InlineData("6.1.0", true, "WAYLAND_DISPLAY", null)]
    [InlineData("6.1.0", true, "", $"{Linux}there is no display.")]
    [InlineData("6.1.0", false, "DISPLAY", $"{Linux}this build of az does not include it.")]
    [InlineData(
        "5.15.90.1-microsoft-standard-WSL2", true, "DISPLAY", $"{Linux}this version cannot sign in through Windows from WSL.")]
    public void The_broker_of_Linux(string kernel, bool hasLibrary, string variable, string? because) =>
        BrokerChoice.Choose(
            new(SystemKind.Linux, true, kernel),
            isWanted: true,
            AzureCloud,
            Set(variable),
            () => new() { HasLibrary = hasLibrary }).Because.ShouldBe(because);

    [Fact]
    public void Turned_off_it_is_not_asked_for_and_nothing_is_said() =>
        BrokerChoice.Choose(Windows64, isWanted: false, AzureCloud, Set(""), () => throw new InvalidOperationException())
            .ShouldBe(new BrokerAvailability(IsUsed: false));

    [Theory]
    [InlineData(SystemKind.Windows, "10.0", "enable_broker_on_windows", true)]
    [InlineData(SystemKind.MacOS, "24.0", "enable_broker_on_mac", false)]
    [InlineData(SystemKind.Linux, "6.1.0", "enable_broker_on_linux", false)]
    [InlineData(SystemKind.Linux, "5.15.90.1-microsoft-standard-WSL2", "enable_broker_on_wsl", false)]
    public void Each_system_has_its_setting(SystemKind system, string release, string setting, bool isDefault)
    {
        var platform = new Platform(system, true, release);

        BrokerChoice.Setting(platform).ShouldBe(setting);
        BrokerChoice.IsWantedByDefault(platform).ShouldBe(isDefault);
    }

    private static EnvironmentVariables Set(string one) => new(name => name == one ? "x" : null);
}
