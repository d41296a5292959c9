using Azimuth.Configuration;
using Azimuth.Flows;

namespace Azimuth.Tests.Flows;

public sealed class FlowChoiceTests
{
    [Theory]
    [InlineData("", true, null, "Browser,DeviceCode")]
    [InlineData("--use-device-code", true, null, "DeviceCode")]
    [InlineData("", false, null, "DeviceCode")]
    [InlineData("", true, "true", "DeviceCode")]
    [InlineData("", true, "false", "Browser,DeviceCode")]
    [InlineData("", true, "TRUE", "Browser,DeviceCode")] // the Azure CLI 2.91 compares with "true"
    [InlineData("--no-browser", true, null, "PrintedAddress")]
    [InlineData("--no-browser", false, "true", "PrintedAddress")]
    public void The_ways_are_tried_in_this_order(string asked, bool hasBrowser, string? codespaces, string order)
    {
        var environment = new EnvironmentVariables(name => name == "CODESPACES" ? codespaces : null);

        string.Join(',', FlowChoice.Choose(environment, new(asked == "--use-device-code", asked == "--no-browser"), hasBrowser)).ShouldBe(order);
    }
}
