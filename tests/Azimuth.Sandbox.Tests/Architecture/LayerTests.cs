using Azimuth.Architecture;
using Azimuth.Sandbox.Hosting;

namespace Azimuth.Sandbox.Tests.Architecture;

/// <summary>
/// The sandbox's layers: what exists (<c>World</c>), what Entra ID, Resource Manager, Graph and managed identity say of it,
/// and who listens (<c>Hosting</c>, <c>Control</c>). A folder knows the folders that it lists and no others, in no circle.
/// </summary>
public sealed class LayerTests
{
    private static readonly Layers Sandbox = new(typeof(SandboxServer).Assembly, "Azimuth.Sandbox", new()
    {
        ["Common"] = [],
        ["Certificates"] = ["Common"],
        ["Pages"] = ["Common"], // looks: what is on a page, not when it is shown
        ["World"] = ["Common", "World.Directory", "World.Scenarios"],
        ["World.Directory"] = ["World.Scenarios"],
        ["World.Scenarios"] = ["Common"],
        ["World.SignIns"] = ["World", "World.Directory", "World.Scenarios"],
        ["Switches"] = ["Common", "World.Directory", "World.Scenarios"],

        // Entra ID, from its refusals to its endpoints. Only a browser's part of it shows pages.
        ["Entra.Refusals"] = ["Common", "Switches", "World", "World.Directory"],
        ["Entra.Requests"] = ["Common", "Entra.Refusals", "World.Directory", "World.Scenarios"],
        ["Entra.Tokens"] =
        [
            "Common", "Entra.Refusals", "Entra.Requests", "Switches", "World", "World.Directory", "World.Scenarios", "World.SignIns",
        ],
        ["Entra.Applications"] =
        [
            "Common", "Entra.Refusals", "Entra.Requests", "Entra.Tokens", "World", "World.Directory", "World.Scenarios",
        ],
        ["Entra.SignIn"] =
        [
            "Common", "Entra.Refusals", "Entra.Requests", "Switches", "World", "World.Directory", "World.Scenarios", "World.SignIns",
        ],
        ["Entra.Grants"] =
        [
            "Common", "Entra.Applications", "Entra.Refusals", "Entra.Requests", "Entra.SignIn", "Entra.Tokens", "Switches", "World",
            "World.Directory", "World.SignIns",
        ],
        ["Entra.Authorization"] =
        [
            "Common", "Entra.Refusals", "Entra.Requests", "Entra.SignIn", "Entra.Tokens", "Pages", "Switches", "World", "World.Directory",
            "World.Scenarios", "World.SignIns",
        ],
        ["Entra.Browser"] =
        [
            "Common", "Entra.Authorization", "Entra.Refusals", "Entra.Requests", "Entra.SignIn", "Entra.Tokens", "Pages", "World",
            "World.Directory", "World.SignIns",
        ],
        ["Entra"] =
        [
            "Common", "Entra.Applications", "Entra.Authorization", "Entra.Browser", "Entra.Grants", "Entra.Refusals", "Entra.Requests",
            "Entra.SignIn", "Entra.Tokens", "Pages", "World", "World.Directory", "World.Scenarios", "World.SignIns",
        ],

        ["Arm"] = ["Common", "Entra.Tokens", "Switches", "World", "World.Directory", "World.Scenarios"],
        ["Graph"] = ["Common", "Entra.Refusals", "Entra.Tokens", "Switches", "World", "World.Directory"],
        ["ManagedIdentity"] =
        [
            "Common", "Entra.Refusals", "Entra.Requests", "Entra.Tokens", "World", "World.Directory", "World.Scenarios", "World.SignIns",
        ],
        ["Pipelines"] = ["Common", "Entra.Tokens", "World", "World.Directory", "World.Scenarios"],
        ["Control"] =
        [
            "Common", "Entra.Authorization", "Entra.Browser", "Entra.Refusals", "Entra.Requests", "Entra.SignIn", "Entra.Tokens",
            "Switches", "World", "World.Directory", "World.Scenarios", "World.SignIns",
        ],
        ["Control.Access"] = ["Common", "Control"],
        ["Hosting"] =
        [
            "Arm", "Certificates", "Common", "Control", "Control.Access", "Entra", "Entra.Applications", "Entra.Authorization",
            "Entra.Browser", "Entra.Grants", "Entra.Refusals", "Entra.SignIn", "Entra.Tokens", "Graph", "Hosting.Listening",
            "Hosting.Startup", "ManagedIdentity", "Pages", "Pipelines", "Switches", "World", "World.Directory", "World.Scenarios",
            "World.SignIns",
        ],
        ["Hosting.Listening"] = ["Arm", "Common", "Control", "Entra", "Graph", "Hosting.Startup", "ManagedIdentity", "Switches"],
        ["Hosting.Startup"] = ["Common", "ManagedIdentity", "World.Scenarios"],
        [""] = ["Certificates", "Common", "Hosting", "Hosting.Startup", "ManagedIdentity"],
    });

    [Fact]
    public void A_folder_knows_no_other_folder_than_those_that_it_lists() => Sandbox.Unlisted().ShouldBeEmpty();

    [Fact]
    public void What_is_listed_is_needed() => Sandbox.Unneeded().ShouldBeEmpty();

    [Fact]
    public void No_folder_is_below_itself() => Sandbox.Cyclic().ShouldBeEmpty();

    [Fact]
    public void Every_folder_is_a_layer() => Sandbox.Folders().ShouldBe(Sandbox.Listed());
}
