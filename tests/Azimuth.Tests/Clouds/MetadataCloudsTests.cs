using System.Text;
using Azimuth.Clouds;
using Azimuth.Configuration;

namespace Azimuth.Tests.Clouds;

public sealed class MetadataCloudsTests : IDisposable
{
    private const string Stack = "https://management.contoso.onmicrosoft.com/4de154de-f8a8-4017-af41-df619da68155";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_choice_the_first_cloud_of_the_list_is_active()
    {
        var clouds = await CloudsAsync("https://arm.a.test", "First", "Second");

        clouds.ActiveName.ShouldBe("First");
        clouds.Active.ResourceManager.ShouldBe("https://arm.a.test");
    }

    [Fact]
    public async Task The_public_cloud_is_active_where_the_list_has_it() =>
        (await CloudsAsync("https://arm.a.test", "First", "AzureCloud")).ActiveName.ShouldBe("AzureCloud");

    [Fact]
    public async Task A_choice_that_the_list_lacks_is_replaced_by_nothing_and_another_can_be_made()
    {
        File.WriteAllText(_folder["config"], "[cloud]\nname = Gone\n");
        var clouds = await CloudsAsync("https://arm.a.test", "First", "Second");

        clouds.ActiveNameOrNone.ShouldBeNull();
        Should.Throw<UserError>(() => clouds.Active).Remedy.ShouldBe("To use one of them, run: az cloud set --name First");
        await clouds.SetActiveAsync("Second", Cancel);
        clouds.ActiveName.ShouldBe("Second");
    }

    [Fact]
    public async Task What_was_confirmed_is_these_addresses_and_no_others_of_the_same_name()
    {
        var clouds = await CloudsAsync("https://arm.a.test", "Stack");
        CloudList.AsksFirst(clouds.Active, isMachine: false).ShouldBeTrue();

        await clouds.ConfirmAsync(clouds.Active, Cancel);

        CloudList.AsksFirst(clouds.Active, isMachine: false).ShouldBeFalse();
        Should.NotThrow(() => CloudPairing.Check(clouds.Active));
        var others = await CloudsAsync("https://evil.example", "Stack");
        CloudList.AsksFirst(others.Active, isMachine: false).ShouldBeTrue();
        Should.Throw<UserError>(() => CloudPairing.Check(others.Active)).Message.ShouldContain("evil.example");
    }

    [Theory]
    [InlineData("subscription = 1", true)]
    [InlineData("endpoint_active_directory = https://login.microsoftonline.com", true)]
    [InlineData(
        "endpoint_active_directory = https://login.microsoftonline.com\nendpoint_active_directory_resource_id "
            + $"= {Stack}\nendpoint_resource_manager = https://arm.own.test",
        false)]
    public async Task Only_a_cloud_that_is_registered_whole_is_the_persons_own_word(string registered, bool asks)
    {
        File.WriteAllText(_folder["clouds.config"], $"[Stack]\n{registered}\n");

        var clouds = await CloudsAsync("https://arm.a.test", "Stack");

        CloudList.AsksFirst(clouds.Active, isMachine: false).ShouldBe(asks);
    }

    [Theory]
    [InlineData("\"http://login.bad.test\"", "'active_directory' of the cloud 'Bad' is 'http://login.bad.test'")]
    [InlineData("\"login bad\"", "'active_directory' of the cloud 'Bad' is 'login bad'")]
    [InlineData("\"\"", "'active_directory' of the cloud 'Bad' is ''")]
    [InlineData("null", "no endpoint 'active_directory'")]
    [InlineData("7", "no endpoint 'active_directory'")]
    public void An_address_that_is_never_used_refuses_its_own_cloud_alone(string address, string sentence)
    {
        var json = $$"""
            [7, {"resourceManager": "https://nameless.test"},
             {"name": "Bad", "resourceManager": "https://arm.bad.test", "authentication": {"loginEndpoint": {{address}},
             "audiences": ["{{Stack}}"]} },
             {"name": "Good", "resourceManager": "https://arm.good.test", "authentication": {"loginEndpoint": "https://login.good.test",
             "audiences": ["{{Stack}}"]} },
             {"name": "Clear", "resourceManager": "http://arm.clear.test", "authentication": {"loginEndpoint": "https://login.good.test",
             "audiences": ["{{Stack}}"]} }]
            """;

        var clouds = CloudMetadata.ReadList(Encoding.UTF8.GetBytes(json));

        clouds.Select(each => each.Name).ShouldBe(["Bad", "Good", "Clear"]);
        Should.Throw<UserError>(() => CloudPairing.Check(clouds[0])).Message.ShouldContain(sentence);
        Should.NotThrow(() => CloudPairing.Check(clouds[1]));
        Should.Throw<UserError>(() => CloudPairing.Check(clouds[2])).Message.ShouldContain("The endpoint 'resource_manager' of the "
            + "cloud 'Clear' is 'http://arm.clear.test'");
    }

    private async Task<CloudList> CloudsAsync(string resourceManager, params string[] names)
    {
        var files = _folder.Files(static _ => { });
        var list = string.Join(", ", names.Select(name => $$"""
            {"name": "{{name}}", "resourceManager": "{{resourceManager}}", "suffixes": {},
             "authentication": {"loginEndpoint": "https://login.microsoftonline.com", "audiences": ["{{Stack}}"]} }
            """));
        var metadata = new MetadataClouds(
            $"https://metadata.test/{resourceManager}/{names.Length}", files,
            (_, _) => Task.FromResult(Encoding.UTF8.GetBytes($"[{list}]")));
        await metadata.LoadAsync(Cancel);
        return new(files, new Settings(files.Folder, new(_ => null)), metadata);
    }
}
