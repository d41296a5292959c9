using Azimuth.Configuration;
using Azimuth.Flows;
using Azimuth.Flows.Brokers;

namespace Azimuth.Tests.Flows;

public sealed class FlowChoiceTests
{
    private static readonly BrokerAvailability Unwanted = new(IsUsed: false);
    private static readonly BrokerAvailability Used = new(IsUsed: true);
    private static readonly BrokerAvailability Obstructed = new(IsUsed: false, "It is not used: it is old.");
    private static readonly BrokerAvailability Unseen = new(IsUsed: false, "Nobody sees it.", HasDesktop: false);

    [Theory]
    [InlineData("", true, "", "Browser,DeviceCode")]
    [InlineData("--use-device-code", true, "", "DeviceCode")]
    [InlineData("", false, "", "DeviceCode")]
    [InlineData("", true, "CODESPACES=true", "DeviceCode")]
    [InlineData("", true, "CODESPACES=false", "Browser,DeviceCode")]
    [InlineData("", true, "CODESPACES=TRUE", "Browser,DeviceCode")] // the Azure CLI 2.91 compares with "true"
    [InlineData("--no-browser", true, "", "ManualBrowser")]
    [InlineData("--no-browser", false, "CODESPACES=true", "ManualBrowser")]
    [InlineData("--browser", true, "", "Browser,DeviceCode")]
    [InlineData("--browser", false, "", "DeviceCode")]
    public void The_ways_are_tried_in_this_order(string asked, bool hasBrowser, string variable, string order) =>
        Ways(FlowChoice.Choose(Variables(variable), Asked(asked), hasBrowser, () => Unwanted)).ShouldBe(order);

    [Theory]
    [InlineData("", true, "Broker,Browser,DeviceCode")]
    [InlineData("", false, "Broker,DeviceCode")]
    [InlineData("--browser", true, "Browser,DeviceCode")]
    [InlineData("--no-browser", true, "ManualBrowser")]
    [InlineData("--use-device-code", true, "DeviceCode")]
    public void A_broker_comes_first_unless_something_else_was_asked_for(string asked, bool hasBrowser, string order) =>
        Ways(FlowChoice.Choose(Variables(""), Asked(asked), hasBrowser, () => Used)).ShouldBe(order);

    [Fact]
    public void Why_it_is_not_the_broker_is_told_where_one_was_wanted()
    {
        FlowChoice.Choose(Variables(""), new(), hasBrowser: true, () => Obstructed).Because.ShouldBe(Obstructed.Because);
        FlowChoice.Choose(Variables(""), Asked("--browser"), hasBrowser: true, () => Obstructed).Because.ShouldBeNull();
        FlowChoice.Choose(Variables(""), new(), hasBrowser: true, () => Unwanted).Because.ShouldBeNull();
    }

    [Fact]
    public void Without_a_desktop_no_window_is_opened()
    {
        var plan = FlowChoice.Choose(Variables(""), new(), hasBrowser: true, () => Unseen);

        Ways(plan).ShouldBe("DeviceCode");
        plan.Because.ShouldBe(Unseen.Because);
    }

    [Theory]
    [InlineData("CI=true", "", false, "")]
    [InlineData("CI=True", "", false, "")]
    [InlineData("TF_BUILD=True", "", false, "")]
    [InlineData("CI=true", "--use-device-code", false, "DeviceCode")]
    [InlineData("CI=true", "--no-browser", false, "ManualBrowser")]
    [InlineData("CI=true", "--browser", false, "Browser,DeviceCode")]
    [InlineData("CI=true", "", true, "Browser,DeviceCode")]
    [InlineData("CI=false", "", false, "Browser,DeviceCode")]
    [InlineData("", "", false, "Browser,DeviceCode")] // a notebook or `docker run` without -t has a person who reads
    public void A_pipeline_without_a_terminal_has_nobody_to_sign_in(string variable, string asked, bool hasTerminal, string order) =>
        Ways(
            FlowChoice.Choose(
                Variables(variable), Asked(asked) with { HasTerminal = hasTerminal }, hasBrowser: true, () => Unwanted)).ShouldBe(order);

    private static FlowRequest Asked(string option) => new()
    {
        UseDeviceCode = option == "--use-device-code",
        NoBrowser = option == "--no-browser",
        Browser = option == "--browser",
    };

    private static string Ways(FlowPlan plan) => string.Join(',', plan.Ways);

    private static EnvironmentVariables Variables(string one) =>
        new(name => one.Split('=') is [var known, var value] && known == name ? value : null);
}
