using Azimuth.Architecture;
using Azimuth.Cli.Services;
using Azimuth.JmesPath;

namespace Azimuth.Cli.Tests.Architecture;

/// <summary>Which folder of a project may know which. A folder knows the folders that it lists and no others, in no circle.</summary>
public sealed class LayerTests
{
    private static readonly Dictionary<string, Layers> Projects = new()
    {
        // Down the story of a sign-in: sessions call the ways of signing in, these what they stand on.
        ["Azimuth"] = new(typeof(UserError).Assembly, "Azimuth", new()
        {
            [""] = [],
            ["Accounts"] = ["", "Clouds", "Configuration", "Storage"],
            ["Clouds"] = ["", "Configuration", "Storage"],
            ["Configuration"] = ["", "Storage", "Storage.Protection"],
            ["Discovery"] = ["", "Accounts", "Clouds", "Events", "Http"],
            ["Events"] = ["", "Accounts"],
            ["Flows"] = ["", "Accounts", "Clouds", "Configuration", "Events", "Flows.Brokers", "Flows.Loopback", "Http", "Tokens"],
            ["Flows.Applications"] = ["", "Accounts", "Clouds", "Configuration", "Flows", "Http", "Storage", "Tokens"],
            ["Flows.Brokers"] = ["", "Configuration"],
            ["Flows.Loopback"] = ["", "Configuration", "Events"],
            ["Flows.ManagedIdentity"] = ["", "Accounts", "Clouds", "Configuration", "Flows", "Http", "Tokens"],
            ["Http"] = ["", "Configuration", "Storage"],
            ["Rest"] = ["", "Clouds", "Http"],
            ["Sessions"] = [
                "", "Accounts", "Clouds", "Configuration", "Discovery", "Events", "Flows", "Flows.Applications",
                "Flows.Brokers", "Flows.Loopback", "Flows.ManagedIdentity", "Http", "Storage", "Tokens"
            ],
            ["Storage"] = [""],
            ["Storage.Protection"] = ["Storage"],
            ["Tokens"] = ["", "Accounts", "Clouds", "Configuration", "Storage", "Storage.Protection"],
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
        ["Azimuth.Cli"] = new(typeof(Composition).Assembly, "Azimuth.Cli", new()
        {
            [""] =
            [
                "Brokers", "Commands.Account", "Commands.Cloud", "Commands.Completion", "Commands.Config", "Commands.Configure",
                "Commands.Doctor", "Commands.Login", "Commands.Logout", "Commands.Rest", "Commands.Sandbox", "Commands.Version",
                "HandOver", "Help", "Parsing", "Services", "Terminal",
            ],
            ["Brokers"] = [],
            ["Commands.Account"] = ["Commands.Login", "Commands.Subscriptions", "Output", "Parsing", "Services", "Terminal"],
            ["Commands.Cloud"] = ["Output", "Parsing", "Services", "Terminal"],
            ["Commands.Completion"] = ["HandOver", "Parsing", "Services", "Terminal"],
            ["Commands.Config"] = ["Output", "Parsing", "Services", "Terminal"],
            ["Commands.Configure"] = ["Commands.Config", "Output", "Parsing", "Services"],
            ["Commands.Doctor"] =
            [
                "Commands.Doctor.Browsers", "Commands.Doctor.Files", "Commands.Doctor.Findings", "Commands.Doctor.Reach",
                "Commands.Doctor.Setup", "Output", "Parsing", "Services", "Terminal",
            ],
            ["Commands.Doctor.Browsers"] = ["Commands.Doctor.Findings"],
            ["Commands.Doctor.Files"] = ["Commands.Doctor.Findings"],
            ["Commands.Doctor.Findings"] = [],
            ["Commands.Doctor.Reach"] = ["Commands.Doctor.Findings"],
            ["Commands.Doctor.Setup"] = ["Commands.Doctor.Findings", "HandOver", "Output", "Parsing"],
            ["Commands.Login"] = ["Commands.Subscriptions", "Output", "Parsing", "Services", "Terminal"],
            ["Commands.Logout"] = ["Parsing", "Services", "Terminal"],
            ["Commands.Rest"] = ["Commands.Login", "Output", "Parsing", "Services", "Terminal"],
            ["Commands.Sandbox"] = ["Output", "Parsing", "Services", "Terminal"],
            ["Commands.Subscriptions"] = ["Output"],
            ["Commands.Version"] = ["HandOver", "Output", "Parsing", "Services", "Terminal"],
            ["HandOver"] = ["Commands.Sandbox", "Parsing", "Services", "Terminal"],
            ["Help"] = ["Parsing", "Terminal"],
            ["Output"] = ["Output.Yaml", "Parsing", "Terminal"],
            ["Output.Yaml"] = ["Terminal"],
            ["Parsing"] = ["Terminal"],
            ["Services"] = ["Brokers", "Output", "Parsing", "Terminal"],
            ["Terminal"] = ["Brokers"],
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
