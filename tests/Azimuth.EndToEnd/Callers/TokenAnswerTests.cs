using System.Text.Json;
using System.Text.RegularExpressions;
using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Callers;

/// <summary>What SDKs and tools read out of <c>az account get-access-token</c>, from a cache that the Azure CLI wrote.</summary>
public sealed partial class TokenAnswerTests : IDisposable
{
    private readonly Home _home = new Home().WithFixture("user");

    [Theory]
    [InlineData("account get-access-token -o json")]
    [InlineData("account get-access-token --output json")]
    [InlineData("account get-access-token -o=json")]
    [InlineData("account -o=json get-access-token")]
    [InlineData("-o json account get-access-token")]
    [InlineData("account get-access-token --output json --resource https://management.core.windows.net/")]
    [InlineData("account get-access-token --scope https://management.core.windows.net//.default -o=json")]
    public async Task The_output_option_is_the_same_in_every_spelling_and_place(string line)
    {
        var plain = await _home.Az.RunAsync("account get-access-token");

        var spelled = await _home.Az.RunAsync(line);

        spelled.ShouldSucceed().Stdout.ShouldBe(plain.ShouldSucceed().Stdout);
    }

    [Fact]
    public async Task Stdout_is_one_JSON_object_without_mark_or_color()
    {
        var token = (await _home.Az.RunAsync("account get-access-token --output json")).ShouldSucceed();

        token.Stdout[0].ShouldBe('{');
        token.Stdout.ShouldEndWith("}\n");
        token.Stdout.ShouldNotContain('\e');
        token.Stdout.ShouldContain("\"accessToken\": \"ey", Case.Sensitive, "Java's SDK redacts what follows exactly this.");
        token.Stderr.ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_key_has_the_type_that_an_SDK_parses()
    {
        var token = (await _home.Az.RunAsync("account get-access-token --output json")).ShouldSucceed();

        using var json = JsonDocument.Parse(token.Stdout);
        json.RootElement.GetProperty("expires_on").ValueKind.ShouldBe(JsonValueKind.Number);
        json.RootElement.GetProperty("expires_on").TryGetInt64(out _).ShouldBeTrue();
        LocalTime.IsMatch(token.Text("expiresOn")).ShouldBeTrue(token.Text("expiresOn"));
        token.Text("tokenType").ShouldBe("Bearer");
        Guid.TryParse(token.Text("tenant"), out _).ShouldBeTrue();
        Guid.TryParse(token.Text("subscription"), out _).ShouldBeTrue();
        json.RootElement.TryGetProperty("expiresIn", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_token_is_the_caches_own_bytes()
    {
        var token = (await _home.Az.RunAsync("account get-access-token --query accessToken -o tsv")).ShouldSucceed();

        _home["msal_token_cache.json"].ShouldContain($"\"{token.Stdout.TrimEnd('\n')}\"");
    }

    [Fact]
    public async Task With_a_tenant_no_subscription_is_named()
    {
        var token = (await _home.Az.RunAsync($"account get-access-token --tenant {Contoso.Id} -o json")).ShouldSucceed();

        token.Json("subscription").ShouldBeNull();
        token.Text("tenant").ShouldBe($"{Contoso.Id}");
    }

    [Theory]
    [InlineData("UTC", 0)]
    [InlineData("Asia/Kolkata", 19_800)]
    [InlineData("America/St_Johns", -12_600)]
    [InlineData("Pacific/Chatham", 49_500)]
    public async Task ExpiresOn_is_the_local_clock_of_TZ(string zone, int winterOffset)
    {
        _home.Variables["TZ"] = zone;

        var token = (await _home.Az.RunAsync("account get-access-token -o json")).ShouldSucceed();

        // The fixture's token ends on the last day of a year: no summer time in the north, and Chatham's is in its offset.
        var expected = DateTimeOffset.FromUnixTimeSeconds(token.Json("expires_on")!.GetValue<long>()).AddSeconds(winterOffset);
        token.Text("expiresOn").ShouldBe(expected.ToString("yyyy-MM-dd HH:mm:ss.ffffff", null));
    }

    [Theory]
    [InlineData("account get-access-token -o json")]
    [InlineData("account show -o json")]
    [InlineData("version -o json")]
    public async Task Success_leaves_stderr_empty_and_files_as_they_were(string line)
    {
        var before = Contents();

        var ours = await _home.Az.RunAsync(line);

        ours.ShouldSucceed().Stderr.ShouldBeEmpty();
        Contents().ShouldBe(before);
    }

    public void Dispose() => _home.Dispose();

    private string[] Contents() =>
        [.. Directory.EnumerateFiles(_home.Config, "*", SearchOption.AllDirectories)
            .Order()
            .Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O} {File.ReadAllText(file)}")];

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}\z")]
    private static partial Regex LocalTime { get; }
}
