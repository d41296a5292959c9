using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Security.Secrets;

/// <summary>
/// Attack S14: a secret in the wrong place (where a path belongs, behind a mistyped option) is not repeated by the error.
/// </summary>
public sealed class MisplacedSecretTests : IDisposable
{
    private const string Canary = "S3CRET-q8Q~canary.Zx";
    private const string Application =
        "login --service-principal -u 55555555-5555-5555-5555-555555555555 -t 11111111-1111-1111-1111-000000000001";

    private readonly Home _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("--certificate")]
    [InlineData("--federated-token-file")]
    [InlineData("--password-file")]
    [InlineData("AZURE_CLIENT_CERTIFICATE_PATH")]
    [InlineData("AZURE_FEDERATED_TOKEN_FILE")]
    public async Task Where_a_path_belongs_a_secret_is_not_shown(string source)
    {
        using var certificates = new Certificates();
        foreach (var secret in (string[])[
            Canary, $"/{Canary}", $"{Canary}/{Canary}", certificates.KeyAndCertificate, certificates.Key,
            $"eyJhbGciOiJub25lIn0.eyJhIjoxfQ.{Canary}", new('x', 100_000), $"{Canary}\n", $" {Canary}"
        ])
        {
            if (source[0] != '-')
            {
                _home.Variables[source] = secret;
            }

            var login = await _home.Az.RunAsync(
                [.. CommandWords.Split(Application), .. source[0] == '-' ? (string[])[source, secret] : [], "--debug"]);

            login.ShouldExit(1).Stderr.ShouldContain($"The value of {source} is");
            login.Stderr.ShouldContain("It must be the path of a file that contains");
            ShouldNotShow(login, secret);
        }
    }

    [Fact]
    public async Task A_path_is_shown_when_its_folder_exists()
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        foreach (var path in (string[])["sp.pem", "./sp", $"{home.Folder}/sp", "~/sp.pfx"])
        {
            var full = Path.GetFullPath(path.Replace("~", home.Folder), home.WorkingFolder);
            (await home.Az.RunAsync([.. CommandWords.Split(Application), "--certificate", path])).ShouldExit(1)
                .Stderr.ShouldContain($"The certificate file '{full}' does not exist.");
        }

        (await home.Az.RunAsync([.. CommandWords.Split(Application), "--certificate", "/no/such/folder/sp.pem"])).ShouldExit(1)
            .Stderr.ShouldNotContain("/no/such");
    }

    [Theory]
    [InlineData("login -u ada@contoso.onmicrosoft.com --pasword {0}")]
    [InlineData("login -u ada@contoso.onmicrosoft.com --pasword={0}")]
    [InlineData("login -u ada@contoso.onmicrosoft.com -q{0}")]
    [InlineData("login -u ada@contoso.onmicrosoft.com -p my {0}")]
    [InlineData("login -u ada@contoso.onmicrosoft.com {0}")]
    [InlineData("login --identity={0}")]
    [InlineData("login --skip={0}")]
    [InlineData("login -o {0}")]
    [InlineData("login --federated-token {0} --federated-token-flie {0}")]
    [InlineData("rest --url x --heders Authorization={0}")]
    [InlineData("rest --url x -m {0}")]
    [InlineData("account get-access-token --client-secret {0}")]
    [InlineData("account get-access-token --client-secret={0}")]
    [InlineData("--pasword {0} login")]
    [InlineData("account --token {0} show")]
    public async Task A_usage_error_does_not_repeat_a_secret(string line)
    {
        var ran = await _home.Az.RunAsync($"{line.Replace("{0}", Canary, StringComparison.Ordinal)} --debug");

        ran.ShouldExit(2).Stdout.ShouldBeEmpty();
        ran.Stderr.ShouldContain("ERROR: ");
        ShouldNotShow(ran, Canary);
    }

    [Fact]
    public async Task Headers_body_and_the_query_of_an_address_are_not_in_the_list_of_processes()
    {
        var pipe = Path.Combine(_home.WorkingFolder, "pipe");
        (await Tool.RunAsync("mkfifo", pipe)).ExitCode.ShouldBe(0);
        // It waits for its body from stdin, which stays open.
        await using var process = NativeProcess.Start(
            Places.Az,
            [
                "rest", "--skip-authorization-header", "-u", $"http://127.0.0.1:9/x?sig={Canary}", "--headers",
                $"Authorization=Bearer {Canary}", "-m", "put", "--body", "@-"
            ],
            _home.Variables,
            _home.WorkingFolder,
            keepInput: true);

        var seen = await Waiting.UntilAsync(
            "the words to be hidden",
            async () => await File.ReadAllTextAsync($"/proc/{process.Id}/cmdline") is var words && words.Contains('*') ? words : null,
            () => Task.FromResult(process.Stderr));

        seen.ShouldNotContain(Canary);
        seen.ShouldContain("--skip-authorization-header");
    }

    private static void ShouldNotShow(AzResult ran, string secret)
    {
        foreach (var part in secret.Split(['\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !part.StartsWith("-----", StringComparison.Ordinal) && part.Length > 12))
        {
            ran.Stderr.ShouldNotContain(part[..12]);
            ran.Stderr.ShouldNotContain(part[^12..]);
        }
    }
}
