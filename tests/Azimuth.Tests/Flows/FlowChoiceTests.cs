using Azimuth.Configuration;
using Azimuth.Flows;

namespace Azimuth.Tests.Flows;

public sealed class FlowChoiceTests
{
    [Theory]
    [InlineData(false, true, null, "Browser,DeviceCode")]
    [InlineData(true, true, null, "DeviceCode")]
    [InlineData(false, false, null, "DeviceCode")]
    [InlineData(false, true, "true", "DeviceCode")]
    [InlineData(false, true, "false", "Browser,DeviceCode")]
    [InlineData(false, true, "TRUE", "Browser,DeviceCode")] // the Azure CLI 2.91 compares with "true"
    public void The_ways_are_tried_in_this_order(bool useDeviceCode, bool hasBrowser, string? codespaces, string order)
    {
        var environment = new EnvironmentVariables(name => name == "CODESPACES" ? codespaces : null);

        string.Join(',', FlowChoice.Choose(environment, new(useDeviceCode), hasBrowser)).ShouldBe(order);
    }
}
