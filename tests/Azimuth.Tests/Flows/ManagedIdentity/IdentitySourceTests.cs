using Azimuth.Configuration;
using Azimuth.Flows.ManagedIdentity;

namespace Azimuth.Tests.Flows.ManagedIdentity;

public sealed class IdentitySourceTests
{
    private const string Linux = "/opt/azcmagent/bin/himds";
    private const string Windows = @"C:\Program Files\AzureConnectedMachineAgent\himds.exe";

    [Theory]
    [InlineData("", SystemKind.Linux, null, IdentitySourceKind.Imds, "http://169.254.169.254")]
    [InlineData("AZURE_POD_IDENTITY_AUTHORITY_HOST=http://a", SystemKind.Linux, null, IdentitySourceKind.Imds, "http://a")]
    [InlineData("IDENTITY_ENDPOINT=http://a IDENTITY_HEADER=s", SystemKind.Linux, null, IdentitySourceKind.AppService, "http://a")]
    [InlineData(
        "IDENTITY_ENDPOINT=http://a IDENTITY_HEADER=s CONTAINER_APP_NAME=c",
        SystemKind.Linux,
        null,
        IdentitySourceKind.AppService,
        "http://a")]
    [InlineData(
        "IDENTITY_ENDPOINT=https://a IDENTITY_HEADER=s IDENTITY_SERVER_THUMBPRINT=t",
        SystemKind.Windows,
        null,
        IdentitySourceKind.ServiceFabric,
        "https://a")]
    [InlineData(
        "IDENTITY_ENDPOINT=http://a IDENTITY_HEADER=s IDENTITY_SERVER_THUMBPRINT=",
        SystemKind.Linux,
        null,
        IdentitySourceKind.AppService,
        "http://a")]
    [InlineData("MSI_ENDPOINT=http://m MSI_SECRET=s", SystemKind.Linux, null, IdentitySourceKind.MachineLearning, "http://m")]
    [InlineData("MSI_ENDPOINT=http://m MSI_SECRET=", SystemKind.Linux, null, IdentitySourceKind.CloudShell, "http://m")]
    [InlineData("MSI_ENDPOINT=http://m", SystemKind.Linux, null, IdentitySourceKind.CloudShell, "http://m")]
    [InlineData(
        "IDENTITY_ENDPOINT=http://a IDENTITY_HEADER=s MSI_ENDPOINT=http://m MSI_SECRET=s",
        SystemKind.Linux,
        null,
        IdentitySourceKind.AppService,
        "http://a")]
    [InlineData("IDENTITY_ENDPOINT=http://a IMDS_ENDPOINT=http://i", SystemKind.Linux, null, IdentitySourceKind.AzureArc, "http://a")]
    [InlineData(
        "IDENTITY_ENDPOINT=http://a IMDS_ENDPOINT=http://i MSI_ENDPOINT=http://m",
        SystemKind.Linux,
        null,
        IdentitySourceKind.CloudShell,
        "http://m")]
    [InlineData("IDENTITY_ENDPOINT=http://a", SystemKind.Linux, null, IdentitySourceKind.Imds, "http://169.254.169.254")]
    [InlineData("", SystemKind.Linux, Linux, IdentitySourceKind.AzureArc, "http://127.0.0.1:40342/metadata/identity/oauth2/token")]
    [InlineData(
        "ProgramFiles=C:\\Program_Files",
        SystemKind.Windows,
        Windows,
        IdentitySourceKind.AzureArc,
        "http://127.0.0.1:40342/metadata/identity/oauth2/token")]
    [InlineData("", SystemKind.Windows, Linux, IdentitySourceKind.Imds, "http://169.254.169.254")]
    [InlineData("", SystemKind.MacOS, Linux, IdentitySourceKind.Imds, "http://169.254.169.254")]
    [InlineData(
        "AZUREPS_HOST_ENVIRONMENT=cloud-shell/1.0",
        SystemKind.Linux,
        null,
        IdentitySourceKind.CloudShell,
        "http://localhost:50342/oauth2/token")]
    [InlineData("AZUREPS_HOST_ENVIRONMENT=AzureDevOps", SystemKind.Linux, null, IdentitySourceKind.Imds, "http://169.254.169.254")]
    public void These_variables_choose(string variables, SystemKind system, string? file, IdentitySourceKind kind, string endpoint)
    {
        var source = IdentitySource.Detect(Environment(variables), system, path => path == file);

        source.Kind.ShouldBe(kind);
        source.Endpoint.ShouldBe(endpoint);
        source.IsGuess.ShouldBe(endpoint == "http://169.254.169.254");
    }

    [Fact]
    public void What_chose_it_is_said() =>
        IdentitySource.Detect(
            Environment("IDENTITY_ENDPOINT=http://a IDENTITY_HEADER=s CONTAINER_APP_NAME=c"), SystemKind.Linux, _ => false)
            .Described.ShouldBe("Container Apps at http://a (IDENTITY_ENDPOINT and IDENTITY_HEADER)");

    [Theory]
    [InlineData("", IdentityIdKind.ClientId, true)]
    [InlineData("", IdentityIdKind.ObjectId, true)]
    [InlineData("", IdentityIdKind.ResourceId, true)]
    [InlineData("IDENTITY_ENDPOINT=http://a IDENTITY_HEADER=s", IdentityIdKind.ResourceId, true)]
    [InlineData("MSI_ENDPOINT=http://m MSI_SECRET=s", IdentityIdKind.ClientId, true)]
    [InlineData("MSI_ENDPOINT=http://m MSI_SECRET=s", IdentityIdKind.ObjectId, false)]
    [InlineData("MSI_ENDPOINT=http://m MSI_SECRET=s", IdentityIdKind.ResourceId, false)]
    [InlineData("MSI_ENDPOINT=http://m", IdentityIdKind.ClientId, false)]
    [InlineData("IDENTITY_ENDPOINT=http://a IMDS_ENDPOINT=http://i", IdentityIdKind.ClientId, true)]
    [InlineData("IDENTITY_ENDPOINT=http://a IMDS_ENDPOINT=http://i", IdentityIdKind.ObjectId, true)]
    [InlineData("IDENTITY_ENDPOINT=http://a IMDS_ENDPOINT=http://i", IdentityIdKind.ResourceId, true)]
    [InlineData("IDENTITY_ENDPOINT=http://a IMDS_ENDPOINT=http://i", IdentityIdKind.SystemAssigned, true)]
    [InlineData("IDENTITY_ENDPOINT=https://a IDENTITY_HEADER=s IDENTITY_SERVER_THUMBPRINT=t", IdentityIdKind.ObjectId, false)]
    [InlineData("IDENTITY_ENDPOINT=https://a IDENTITY_HEADER=s IDENTITY_SERVER_THUMBPRINT=t", IdentityIdKind.SystemAssigned, true)]
    public void An_ID_that_the_source_does_not_take_is_refused_unasked(string variables, IdentityIdKind kind, bool isTaken)
    {
        var source = IdentitySource.Detect(Environment(variables), SystemKind.Linux, _ => false);

        if (isTaken)
        {
            Should.NotThrow(() => source.Check(new(kind, "id")));
        }
        else
        {
            Should.Throw<UserError>(() => source.Check(new(kind, "id"))).Remedy!.ShouldStartWith("To sign in, run: az login --identity");
        }
    }

    [Theory]
    [InlineData(IdentityIdKind.SystemAssigned, "", "systemAssignedIdentity", "MSI")]
    [InlineData(IdentityIdKind.ClientId, "a", "userAssignedIdentity", "MSIClient-a")]
    [InlineData(IdentityIdKind.ObjectId, "a", "userAssignedIdentity", "MSIObject-a")]
    [InlineData(IdentityIdKind.ResourceId, "/subscriptions/a", "userAssignedIdentity", "MSIResource-/subscriptions/a")]
    public void The_profile_says_which_identity_it_was(IdentityIdKind kind, string id, string name, string info)
    {
        var identity = new AssignedIdentity(kind, id);

        identity.User.Name.ShouldBe(name);
        identity.User.AssignedIdentityInfo.ShouldBe(info);
        identity.User.Type.ShouldBe("servicePrincipal");
        AssignedIdentity.From(info).ShouldBe(identity);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MSIClient-")]
    [InlineData("msi")]
    [InlineData("Other-1")]
    public void A_row_that_says_something_else_is_named(string info) =>
        Should.Throw<UserError>(() => AssignedIdentity.From(info)).Message.ShouldContain($"'{info}'");

    private static EnvironmentVariables Environment(string variables)
    {
        var all = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(one => one.Split('=', 2))
            .ToDictionary(one => one[0], one => one[1].Replace('_', ' ') is var value && one[0] == "ProgramFiles" ? value : one[1]);
        return new(name => all.GetValueOrDefault(name));
    }
}
