using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.World.Scenarios;

namespace Azimuth.Sandbox.Tests.World;

public sealed class ScenarioTests
{
    private const string Least = """
        {"version":1,
         "tenants":[{"id":"11111111-1111-1111-1111-000000000001","name":"Contoso","domains":["contoso.onmicrosoft.com"]}],
         "users":[{"userName":"ada@contoso.onmicrosoft.com","id":"22222222-2222-2222-2222-000000000001","password":"x"}]}
        """;

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var scenario = ScenarioFile.Parse(Encoding.UTF8.GetBytes(Least));

        scenario.Arm.PageSize.ShouldBe(1000);
        scenario.DeviceCode.IntervalSeconds.ShouldBe(5);
        scenario.Tokens.RefreshTokenSeconds.ShouldBe(90 * 24 * 3600);
        scenario.Tenants[0].CountryCode.ShouldBe("US");
    }

    [Theory]
    [InlineData("name", "\"Contoso\",\"colour\":1", "$.tenants[0]", "colour")]
    [InlineData("password", "\"x\",\"pasword\":1", "$.users[0]", "pasword")]
    [InlineData("version", "2", "$.version", "version 1")]
    [InlineData("domains", "[]", "$.tenants[0].domains", "at least one")]
    [InlineData("userName", "\"ada@nowhere.test\"", "$.users[0].userName", "nowhere.test")]
    [InlineData("password", "\"x\",\"guestOf\":[\"nowhere.test\"]", "$.users[0].guestOf[0]", "nowhere.test")]
    [InlineData("domains", "[\"contoso.onmicrosoft.com\"],\"subscriptions\":-1", "$.tenants[0].subscriptions", "number")]
    [InlineData(
        "domains",
        "[\"contoso.onmicrosoft.com\"],\"subscriptions\":"
            + "[{\"id\":\"99999999-9999-9999-0001-000000000001\",\"name\":\"A\",\"state\":\"Odd\"}]",
        "$.tenants[0].subscriptions[0].state",
        "Enabled")]
    [InlineData(
        "version",
        "1,\"managedIdentities\":"
            + "[{\"clientId\":\"66666666-6666-6666-6666-000000000001\",\"id\":\"77777777-7777-7777-7777-00000000000"
            + "1\",\"tenant\":\"contoso.onmicrosoft.com\",\"resourceId\":\"/x\",\"role\":1}]",
        "$.managedIdentities[0]",
        "role")]
    [InlineData(
        "version",
        "1,\"managedIdentities\":"
            + "[{\"clientId\":\"66666666-6666-6666-6666-000000000001\",\"id\":\"77777777-7777-7777-7777-00000000000"
            + "1\",\"tenant\":\"nowhere.test\",\"resourceId\":\"/x\"}]",
        "$.managedIdentities[0].tenant",
        "nowhere.test")]
    [InlineData(
        "version",
        "1,\"managedIdentities\":"
            + "[{\"clientId\":\"66666666-6666-6666-6666-000000000001\",\"id\":\"77777777-7777-7777-7777-00000000000"
            + "1\",\"tenant\":\"contoso.onmicrosoft.com\",\"resourceId\":\"x\"}]",
        "$.managedIdentities[0].resourceId",
        "ARM ID")]
    [InlineData("version", "1,\"cloudShellUser\":\"bob@contoso.onmicrosoft.com\"", "$.cloudShellUser", "bob@contoso.onmicrosoft.com")]
    public void A_mistake_is_named_with_its_path(string field, string value, string path, string word)
    {
        var wrong = System.Text.RegularExpressions.Regex.Replace(
            Least, $"\"{field}\":(\"[^\"]*\"|\\[[^\\]]*\\]|[0-9]+)", $"\"{field}\":{value}");

        var refused = Should.Throw<SandboxError>(() => ScenarioFile.Parse(Encoding.UTF8.GetBytes(wrong)));

        refused.Message.ShouldContain($"not valid at {path}");
        refused.Message.ShouldContain(word);
    }

    [Theory]
    [InlineData("{\"version\":1}", "$ (line 1, column 1)", "the fields 'tenants', 'users' are missing.")]
    [InlineData("{\n  \"version\": 1,\n  \"tenants\": [", "line 3, column 15", "the end of the text was reached before")]
    [InlineData("{\n  \"version\": \"one\"\n}", "$.version (line 2, column 3)", "a whole number is expected.")]
    [InlineData("{\n \"version\":1,\"version\":1}", "line 2", "the field 'version' is there twice.")]
    [InlineData(
        "{\"version\":1,\"users\":[],\n\"tenants\":[{\"id\":\"x\"}]}",
        "$.tenants[0].id (line 2, column 13)", "a GUID is expected.")]
    [InlineData("{\"version\":1,\"users\":[],\"tenants\":{}}", "$.tenants (line 1, column 25)", "a list is expected.")]
    [InlineData("{\"version\":1,\"users\":null,\"tenants\":[]}", "$.users (line 1, column 14)", "null is not allowed.")]
    [InlineData("{\"version\":2,\n\"users\":[],\"tenants\":[]}", "$.version (line 1, column 2)", "reads version 1, not 2.")]
    [InlineData("", "$", "a JSON object is expected.")]
    public void A_mistake_is_described_by_file_line_and_column_and_without_names_of_types(string text, string place, string sentence)
    {
        var refused = Should.Throw<SandboxError>(() => ScenarioFile.Parse(Encoding.UTF8.GetBytes(text), "my.json"));

        refused.Message.ShouldStartWith("The scenario 'my.json' is not valid at $");
        refused.Message.ShouldContain(place);
        refused.Message.ShouldContain(sentence);
        refused.Message.ShouldNotContain("Azimuth");
        refused.Message.ShouldNotContain("System.");
    }

    [Fact]
    public void The_page_shows_the_error_that_the_program_prints()
    {
        var page = File.ReadAllText(Path.Combine(Repository(), "docs/sandbox/scenario.md"));
        var smallest = page.Split("```json\n")[1].Split("\n```")[0];
        var wrong = Encoding.UTF8.GetBytes(smallest.Replace("\"password\"", "\"pasword\"", StringComparison.Ordinal));

        var refused = Should.Throw<SandboxError>(() => ScenarioFile.Parse(wrong, "/home/ada/my.json"));

        page.ShouldContain($"\naz-sandbox: {refused.Message}\n");
    }

    [Fact]
    public async Task Another_scenario_keeps_sign_ins_and_a_reset_forgets_them_but_not_the_keys()
    {
        await using var sandbox = await Running.StartAsync();
        var tokens = await sandbox.SignInAsync();
        var token = $"{tokens["access_token"]}";

        (await sandbox.PostControlAsync("scenario", Least)).Status.ShouldBe(200);
        (await sandbox.RefreshAsync(tokens)).Status.ShouldBe(200);
        (await sandbox.ArmAsync("/subscriptions?api-version=2022-12-01", token)).Json["value"]!.AsArray().Count.ShouldBe(0);
        (await sandbox.PostControlAsync("scenario", """{"version":1,"tenants":[],"users":[]}""")).Status.ShouldBe(400);
        (await sandbox.PostControlAsync("switches/stsIssuer", """{"on":true}""")).Status.ShouldBe(200);
        (await sandbox.PostControlAsync("reset")).Status.ShouldBe(200);

        (await sandbox.GetControlAsync("status"))["stsIssuer"]!.GetValue<bool>().ShouldBeFalse();
        (await sandbox.GetControlAsync("journal"))["entries"]!.AsArray().Count.ShouldBe(0);
        (await sandbox.RefreshAsync(tokens)).Status.ShouldBe(200);
    }

    [Fact]
    public void The_published_schema_names_every_field_and_no_other()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository(), "docs/sandbox/scenario.schema.json")))!;

        Compare(ScenarioJson.Default.Scenario, schema, schema, "$");
    }

    private static void Compare(JsonTypeInfo type, JsonNode described, JsonNode root, string path)
    {
        described["additionalProperties"]!.GetValue<bool>().ShouldBeFalse(path);
        var properties = described["properties"]!.AsObject();
        properties.Select(property => property.Key).Order().ShouldBe(type.Properties.Select(property => property.Name).Order(), path);
        (described["required"]?.AsArray().Select(name => $"{name}") ?? []).Order().ShouldBe(
            type.Properties.Where(property => property.IsRequired).Select(property => property.Name).Order(), path);
        foreach (var property in type.Properties)
        {
            var inner = type.Options.GetTypeInfo(property.PropertyType);
            var item = inner.Kind == JsonTypeInfoKind.Enumerable ? type.Options.GetTypeInfo(inner.ElementType!) : inner;
            if (item.Kind == JsonTypeInfoKind.Object)
            {
                var node = Resolve(properties[property.Name]!, root);
                Compare(item, node["items"] is { } items ? Resolve(items, root) : node, root, $"{path}.{property.Name}");
            }
        }
    }

    private static JsonNode Resolve(JsonNode node, JsonNode root) =>
        node["$ref"]?.GetValue<string>() is { } reference ? root["$defs"]![reference["#/$defs/".Length..]]! : node;

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Azimuth.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder;
    }
}
