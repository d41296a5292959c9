using Azimuth.Architecture;
using Azimuth.JmesPath;

namespace Azimuth.Cli.Tests.Architecture;

/// <summary>Which folder of a project may know which. A folder knows the folders that it lists and no others, in no circle.</summary>
public sealed class LayerTests
{
    private static readonly Dictionary<string, Layers> Projects = new()
    {
        // Down a sign-in: sessions call the ways of signing in, these what they stand on.
        ["Azimuth"] = new(typeof(UserError).Assembly, "Azimuth", new()
        {
            [""] = ["Text"],
            ["Accounts"] = ["", "Clouds", "Configuration", "Storage", "Text"],
            ["Clouds"] = ["", "Configuration", "Configuration.Ini", "Storage.FileSystem", "Text"],
            ["Configuration"] = ["", "Configuration.Ini", "Storage", "Storage.FileSystem", "Storage.Locks", "Storage.Protection", "Text"],
            ["Configuration.Ini"] = ["", "Storage", "Text"],
            ["Discovery"] = ["", "Accounts", "Clouds", "Events", "Http", "Http.Errors", "Http.Handlers", "Text"],
            ["Events"] = ["", "Accounts"],
            ["Flows"] =
            [
                "", "Accounts", "Clouds", "Configuration", "Events", "Flows.Brokers", "Flows.Loopback",
                "Flows.Loopback.Listener", "Flows.Msal", "Flows.Tenants", "Http.Tls", "Tokens", "Tokens.Cache",
            ],
            ["Flows.Applications"] =
            [
                "", "Accounts", "Clouds", "Configuration", "Flows", "Flows.Msal", "Flows.Tenants", "Http", "Http.Errors", "Storage",
                "Text", "Tokens", "Tokens.Cache",
            ],
            ["Flows.Brokers"] = ["", "Configuration"],
            ["Flows.Loopback"] = ["", "Flows.Loopback.Listener"],
            ["Flows.Loopback.Browser"] =
            [
                "", "Configuration", "Events", "Flows.Loopback", "Flows.Loopback.Listener", "Flows.Loopback.Requests",
            ],
            ["Flows.Loopback.Listener"] = ["", "Flows.Loopback.Requests"],
            ["Flows.Loopback.Requests"] = [],
            ["Flows.ManagedIdentity"] =
            [
                "", "Accounts", "Clouds", "Configuration", "Flows", "Flows.Msal", "Http", "Http.Tls", "Text", "Tokens", "Tokens.Cache",
            ],
            ["Flows.Msal"] = ["", "Clouds", "Configuration", "Flows.Brokers", "Flows.Tenants", "Http.Errors", "Tokens", "Tokens.Cache"],
            ["Flows.Tenants"] = ["", "Accounts", "Clouds", "Http.Errors", "Text"],
            ["Http"] = ["", "Configuration", "Http.Errors", "Http.Handlers", "Http.Proxy", "Http.Tls"],
            ["Http.Errors"] = ["", "Http.Proxy", "Text"],
            ["Http.Handlers"] = ["", "Http.Errors", "Http.Proxy", "Http.Tls", "Text"],
            ["Http.Proxy"] = ["", "Configuration", "Text"],
            ["Http.Tls"] = ["", "Http.Errors", "Storage.FileSystem", "Text"],
            ["Rest"] = ["", "Clouds", "Http", "Http.Errors", "Http.Handlers", "Text"],
            ["Sessions"] =
            [
                "", "Accounts", "Clouds", "Configuration", "Discovery", "Events", "Flows", "Flows.Applications", "Flows.Brokers",
                "Flows.Loopback", "Flows.Loopback.Browser", "Flows.Loopback.Listener", "Flows.ManagedIdentity", "Flows.Msal",
                "Flows.Tenants", "Http", "Http.Errors", "Storage.Locks", "Text", "Tokens", "Tokens.Cache",
            ],
            ["Storage"] = ["", "Storage.FileSystem", "Storage.Locks", "Text"],
            ["Storage.FileSystem"] = ["", "Text"],
            ["Storage.Locks"] = ["", "Storage.FileSystem", "Text"],
            ["Storage.Protection"] = ["", "Storage", "Storage.FileSystem", "Storage.Locks"],
            ["Text"] = [],
            ["Tokens"] =
            [
                "", "Accounts", "Clouds", "Configuration", "Storage", "Storage.FileSystem", "Storage.Locks", "Storage.Protection", "Text",
                "Tokens.Cache",
            ],
            ["Tokens.Cache"] = ["", "Text"],
        }),
        ["Azimuth.JmesPath"] = new(typeof(JmesExpression).Assembly, "Azimuth.JmesPath", new()
        {
            [""] = ["Errors", "Evaluation", "Syntax", "Values"],
            ["Errors"] = [],
            ["Evaluation"] = ["Errors", "Functions", "Syntax", "Values"],
            ["Functions"] = ["Errors", "Values"],
            ["Syntax"] = ["Errors", "Values"],
            ["Values"] = ["Errors"],
        }),
        // The root puts the parts together, and no part knows it: a command takes what it uses.
        ["Azimuth.Cli"] = new(typeof(Composition).Assembly, "Azimuth.Cli", new()
        {
            [""] =
            [
                "Brokers", "Commands.Account", "Commands.Cloud", "Commands.Completion", "Commands.Config", "Commands.Configure",
                "Commands.Doctor", "Commands.Doctor.Browsers", "Commands.Doctor.Files", "Commands.Doctor.Findings",
                "Commands.Doctor.Reach", "Commands.Doctor.Setup", "Commands.Login", "Commands.Login.Options", "Commands.Login.Progress",
                "Commands.Login.Selection", "Commands.Logout", "Commands.Rest", "Commands.Sandbox", "Commands.Sandbox.State",
                "Commands.Version", "HandOver", "Help", "Output", "Parsing", "Parsing.Specs", "Processes", "Terminal", "Terminal.Text",
            ],
            ["Brokers"] = [],
            ["Commands.Account"] =
            [
                "Commands.Login.Progress", "Commands.Subscriptions", "Output", "Output.Formats", "Output.Text", "Parsing.Specs",
                "Terminal", "Terminal.Text",
            ],
            ["Commands.Cloud"] = ["Output", "Parsing.Specs", "Terminal"],
            ["Commands.Completion"] = ["HandOver", "Parsing", "Parsing.Specs", "Processes", "Terminal", "Terminal.Text"],
            ["Commands.Config"] = ["Output", "Parsing.Specs"],
            ["Commands.Configure"] = ["Commands.Config", "Output", "Parsing.Specs"],
            ["Commands.Doctor"] = ["Commands.Doctor.Findings", "Output", "Output.Text", "Parsing.Specs", "Terminal", "Terminal.Text"],
            ["Commands.Doctor.Browsers"] = ["Commands.Doctor.Findings"],
            ["Commands.Doctor.Files"] = ["Commands.Doctor.Findings"],
            ["Commands.Doctor.Findings"] = [],
            ["Commands.Doctor.Reach"] = ["Commands.Doctor.Findings"],
            ["Commands.Doctor.Setup"] = ["Commands.Doctor.Findings", "HandOver", "Output.Formats", "Parsing.Specs"],
            ["Commands.Login"] =
            [
                "Commands.Login.Options", "Commands.Login.Progress", "Commands.Login.Selection", "Commands.Subscriptions", "Output",
                "Parsing.Specs", "Terminal", "Terminal.Text",
            ],
            ["Commands.Login.Options"] = ["Parsing.Specs", "Terminal"],
            ["Commands.Login.Progress"] =
            [
                "Commands.Login.Options", "Commands.Subscriptions", "Output", "Terminal", "Terminal.QrCodes", "Terminal.Text",
            ],
            ["Commands.Login.Selection"] = ["Output.Text", "Terminal", "Terminal.Text"],
            ["Commands.Logout"] = ["Parsing.Specs", "Terminal"],
            ["Commands.Rest"] = ["Commands.Login", "Output", "Parsing.Specs", "Terminal", "Terminal.Text"],
            ["Commands.Sandbox"] = ["Commands.Sandbox.State", "Output", "Parsing.Specs", "Processes", "Terminal", "Terminal.Text"],
            ["Commands.Sandbox.State"] = ["Processes"],
            ["Commands.Subscriptions"] = ["Output", "Output.Formats", "Output.Text"],
            ["Commands.Version"] = ["HandOver", "Output", "Parsing.Specs", "Terminal", "Terminal.Text"],
            ["HandOver"] = ["Commands.Sandbox.State", "Parsing", "Processes", "Terminal"],
            ["Help"] = ["Output.Text", "Parsing", "Parsing.Specs", "Terminal"],
            ["Output"] = ["Output.Formats", "Output.Text", "Parsing.Specs", "Terminal", "Terminal.Text"],
            ["Output.Formats"] = ["Output.Text", "Output.Yaml", "Parsing.Specs", "Terminal.Text"],
            ["Output.Text"] = ["Terminal.Text"],
            ["Output.Yaml"] = ["Terminal.Text"],
            ["Parsing"] = ["Parsing.Specs"],
            ["Parsing.Specs"] = ["Terminal.Text"],
            ["Processes"] = ["Brokers", "Terminal.Text"],
            ["Terminal"] = ["Processes", "Terminal.Text"],
            ["Terminal.QrCodes"] = [],
            ["Terminal.Text"] = [],
        }),
    };

    [Theory]
    [InlineData("Azimuth")]
    [InlineData("Azimuth.JmesPath")]
    [InlineData("Azimuth.Cli")]
    public void A_folder_knows_no_other_folder_than_those_that_it_lists(string project) => Projects[project].Unlisted().ShouldBeEmpty();

    [Theory]
    [InlineData("Azimuth")]
    [InlineData("Azimuth.JmesPath")]
    [InlineData("Azimuth.Cli")]
    public void What_is_listed_is_needed(string project) => Projects[project].Unneeded().ShouldBeEmpty();

    [Theory]
    [InlineData("Azimuth")]
    [InlineData("Azimuth.JmesPath")]
    [InlineData("Azimuth.Cli")]
    public void No_folder_is_below_itself(string project) => Projects[project].Cyclic().ShouldBeEmpty();

    [Theory]
    [InlineData("Azimuth")]
    [InlineData("Azimuth.JmesPath")]
    [InlineData("Azimuth.Cli")]
    public void Every_folder_is_a_layer(string project) => Projects[project].Folders().ShouldBe(Projects[project].Listed());
}
