using Azimuth.Architecture;
using Azimuth.JmesPath;

namespace Azimuth.Cli.Tests.Architecture;

/// <summary>Which folder of a library may know which. A folder knows the folders that it lists and no others, in no circle.</summary>
public sealed class LayerTests
{
    private static readonly Dictionary<string, Layers> Libraries = new()
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
    };

    [Theory]
    [InlineData("Azimuth")]
    [InlineData("Azimuth.JmesPath")]
    public void A_folder_knows_no_other_folder_than_those_that_it_lists(string library) => Libraries[library].Unlisted().ShouldBeEmpty();

    [Theory]
    [InlineData("Azimuth")]
    [InlineData("Azimuth.JmesPath")]
    public void What_is_listed_is_needed(string library) => Libraries[library].Unneeded().ShouldBeEmpty();

    [Theory]
    [InlineData("Azimuth")]
    [InlineData("Azimuth.JmesPath")]
    public void No_folder_is_below_itself(string library) => Libraries[library].Cyclic().ShouldBeEmpty();

    [Theory]
    [InlineData("Azimuth")]
    [InlineData("Azimuth.JmesPath")]
    public void Every_folder_is_a_layer(string library) => Libraries[library].Folders().ShouldBe(Libraries[library].Listed());
}
