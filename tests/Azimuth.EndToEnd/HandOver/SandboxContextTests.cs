using System.Text.Json.Nodes;
using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.HandOver;

/// <summary>
/// Attack T22: in a context of the sandbox nothing leads to Azure, and the Azure CLI that comes next believes the sandbox.
/// </summary>
public sealed class SandboxContextTests : IAsyncLifetime
{
    private const string Show = "printf '%s|' \"$REQUESTS_CA_BUNDLE\" \"$CURL_CA_BUNDLE\" \"$NO_PROXY\" \"$no_proxy\"";
    private readonly Home _home = new();

    private string Bundle => Path.Combine(_home.Folder, ".azure", "azimuth", "sandbox", "bundle.pem");

    public async ValueTask InitializeAsync()
    {
        _home.Variables.Remove("AZURE_CONFIG_DIR");
        _home.Variables["PATH"] = $"{_home.Programs}:/usr/bin:/bin";
        (await _home.Az.RunAsync("sandbox start")).ShouldSucceed();
        Places.WriteProgram(Path.Combine(_home.Programs, "az"), $"#!/bin/sh\n{Show}\n");
    }

    public async ValueTask DisposeAsync()
    {
        await _home.Az.RunAsync("sandbox stop");
        _home.Dispose();
    }

    [Fact]
    public async Task Every_endpoint_of_its_cloud_is_the_sandboxs_own_or_absent()
    {
        var cloud = (await _home.Az.RunAsync("--context sandbox cloud show")).ShouldSucceed();
        var arm = (await _home.Az.RunAsync("sandbox status --query arm -o tsv")).ShouldSucceed().Stdout.Trim();

        var endpoints = JsonNode.Parse(cloud.Stdout)!["endpoints"]!.AsObject();
        foreach (var (name, value) in endpoints)
        {
            (value is null || new Uri($"{value}").GetLeftPart(UriPartial.Authority) == arm).ShouldBeTrue($"{name}: {value}");
        }

        endpoints["microsoftGraphResourceId"]!.ToString().ShouldBe($"{arm}/graph/");
        JsonNode.Parse(cloud.Stdout)!["suffixes"]!.AsObject().Where(suffix => suffix.Value is not null).ShouldBeEmpty();
    }

    [Fact]
    public async Task ARM_and_Graph_answer_there_with_the_tokens_of_that_cloud()
    {
        (await _home.Az.RunAsync(
            ["--context", "sandbox", "login", "-u", Contoso.Ada.UserName, "-p", "Azimuth-sandbox-1", "--output", "none"])).ShouldSucceed();
        var graph = (await _home.Az.RunAsync("--context sandbox cloud show --query endpoints.microsoftGraphResourceId -o tsv"))
            .ShouldSucceed().Stdout
            .Trim();

        (await _home.Az.RunAsync("--context sandbox rest -u /subscriptions?api-version=2022-12-01 --query length(value)"))
            .ShouldSucceed().Stdout
            .ShouldBe("4\n");
        (await _home.Az.RunAsync(["--context", "sandbox", "rest", "-u", $"{graph}v1.0/me", "--query", "userPrincipalName", "-o", "tsv"]))
            .ShouldSucceed().Stdout
            .ShouldBe($"{Contoso.Ada.UserName}\n");
        (await _home.Az.RunAsync("--context sandbox account get-access-token --resource-type ms-graph -o none")).ShouldSucceed();
    }

    [Theory]
    [InlineData("", "{bundle}||localhost||")]
    [InlineData("REQUESTS_CA_BUNDLE=/own.pem", "/own.pem||localhost||")]
    [InlineData("CURL_CA_BUNDLE=/own.pem", "|/own.pem|localhost||")]
    [InlineData("NO_PROXY=.corp.test", "{bundle}||.corp.test,localhost||")]
    [InlineData("NO_PROXY=localhost", "{bundle}||localhost||")]
    [InlineData("no_proxy=.corp.test", "{bundle}|||.corp.test,localhost|")]
    public async Task The_next_az_gets_the_bundle_unless_the_user_has_one(string variable, string seen)
    {
        if (variable.Split('=') is [var name, var value])
        {
            _home.Variables[name] = value;
        }

        (await _home.Az.RunAsync("--context sandbox vm list"))
            .ShouldSucceed().Stdout
            .ShouldBe(seen.Replace("{bundle}", Bundle, StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_another_context_and_without_a_running_sandbox_it_gets_nothing()
    {
        Directory.CreateDirectory(Path.Combine(_home.Folder, ".azure", "azimuth", "contexts", "work"));

        (await _home.Az.RunAsync("vm list")).ShouldSucceed().Stdout.ShouldBe("||||");
        (await _home.Az.RunAsync("--context work vm list")).ShouldSucceed().Stdout.ShouldBe("||||");
        (await _home.Az.RunAsync("sandbox stop")).ShouldSucceed();
        (await _home.Az.RunAsync("--context sandbox vm list")).ShouldSucceed().Stdout.ShouldBe("||||");
    }
}
