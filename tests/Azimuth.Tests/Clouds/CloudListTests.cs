using Azimuth.Clouds;
using Azimuth.Configuration;

namespace Azimuth.Tests.Clouds;

public sealed class CloudListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _warnings = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_built_in_clouds_come_first_then_those_of_the_file()
    {
        Use("custom-cloud");

        Clouds().All.Select(each => each.Name)
            .ShouldBe(["AzureCloud", "AzureChinaCloud", "AzureUSGovernment", "AzureBleuCloud", "Disconnected"]);
    }

    [Fact]
    public void A_cloud_has_the_endpoints_that_it_was_registered_with()
    {
        Use("custom-cloud");

        var cloud = Clouds().Find("disconnected");

        cloud.Name.ShouldBe("Disconnected");
        cloud.Authority.ShouldBe("https://login.disconnected.test");
        cloud.ResourceManager.ShouldBe("https://arm.disconnected.test");
        cloud.ManagementScope.ShouldBe("https://management.disconnected.test//.default");
        cloud.Suffixes["storage_endpoint"].ShouldBe("disconnected.test");
        cloud.Profile.ShouldBe("2020-09-01-hybrid");
        Should.Throw<UserError>(() => cloud.Endpoint("gallery")).Message.ShouldContain("has no endpoint 'gallery'");
    }

    [Fact]
    public void Where_no_management_endpoint_was_registered_ARMs_is_it()
    {
        File.WriteAllText(_folder["clouds.config"], "[Stack]\nendpoint_resource_manager = https://arm.a.test/\n");

        Clouds().Find("Stack").Endpoint("management").ShouldBe("https://arm.a.test/"); // cloud-register
    }

    [Fact]
    public void An_endpoint_of_a_built_in_cloud_can_be_another()
    {
        File.WriteAllText(_folder["clouds.config"], "[AzureCloud]\nendpoint_gallery = https://g.test\n");

        var cloud = Clouds().Active;

        cloud.Endpoint("gallery").ShouldBe("https://g.test"); // cloud-update-builtin
        cloud.Authority.ShouldBe("https://login.microsoftonline.com");
    }

    [Theory]
    [InlineData(null, null, "AzureCloud")]
    [InlineData("AzureChinaCloud", null, "AzureChinaCloud")]
    [InlineData("AzureChinaCloud", "azureusgovernment", "AzureUSGovernment")]
    public void The_active_cloud_is_the_variables_then_the_files_then_the_public_one(string? inFile, string? inVariable, string expected)
    {
        if (inFile is not null)
        {
            File.WriteAllText(_folder["config"], $"[cloud]\nname = {inFile}\n");
        }

        Clouds(inVariable).ActiveName.ShouldBe(expected);
        _warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_cloud_that_is_gone_is_named_and_the_public_one_is_active()
    {
        Clouds("Nope").ActiveName.ShouldBe("AzureCloud"); // env-cloud-bad

        _warnings.ShouldHaveSingleItem().ShouldBe("The cloud 'Nope' is not registered. 'AzureCloud' is used instead.");
    }

    [Fact]
    public async Task The_last_subscription_of_each_cloud_is_remembered()
    {
        var clouds = Clouds();

        foreach (var (cloud, subscription) in ((string, string)[])[("AzureCloud", "1"), ("AzureChinaCloud", "2")])
        {
            await using var held = await clouds.HoldSubscriptionAsync(cloud, Cancel);
            await held.SetAsync(subscription, Cancel);
        }

        clouds.Extra("AzureCloud", "subscription").ShouldBe("1");
        File.ReadAllText(_folder["clouds.config"]).ShouldBe("[AzureCloud]\nsubscription = 1\n\n[AzureChinaCloud]\nsubscription = 2\n\n");
    }

    [Fact]
    public void A_clouds_file_that_others_may_write_is_refused()
    {
        Use("custom-cloud");
        _folder.Mode("clouds.config", 0b110_000_110);

        Should.Throw<UserError>(() => Clouds().Find("Disconnected")).Remedy.ShouldBe($"To fix this, run: chmod go-w "
            + $"'{_folder["clouds.config"]}'");
    }

    [Fact]
    public async Task Choosing_a_cloud_is_remembered_in_the_config_file()
    {
        var clouds = Clouds();

        await clouds.SetActiveAsync("AzureUSGovernment", Cancel);

        clouds.ActiveName.ShouldBe("AzureUSGovernment");
        Clouds().ActiveName.ShouldBe("AzureUSGovernment");
        File.ReadAllText(_folder["config"]).ShouldBe("[cloud]\nname = AzureUSGovernment\n\n");
    }

    private void Use(string fixture) => File.WriteAllBytes(_folder["clouds.config"], Recorded.Read(fixture, "clouds.config")!);

    private CloudList Clouds(string? nameInVariable = null)
    {
        var files = _folder.Files(_warnings.Add);
        var settings = new Settings(files.Folder, new(name => name == "AZURE_CLOUD_NAME" ? nameInVariable : null));
        return new(files, settings);
    }
}
