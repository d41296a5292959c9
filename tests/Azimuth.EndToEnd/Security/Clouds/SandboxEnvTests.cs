using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Security.Clouds;

/// <summary>Attack S6: a shell that runs what <c>az sandbox env</c> prints.</summary>
public sealed class SandboxEnvTests : IAsyncLifetime
{
    private readonly Home _home = new();

    private string State => Path.Combine(_home.Root, "a'b$(touch x)`touch y` \"c\"\\");

    public async ValueTask InitializeAsync()
    {
        _home.Variables["AZIMUTH_SANDBOX_STATE"] = State;
        (await _home.Az.RunAsync("sandbox start")).ShouldSucceed();
    }

    public async ValueTask DisposeAsync()
    {
        (await _home.Az.RunAsync("sandbox stop")).ShouldSucceed();
        _home.Dispose();
    }

    [Fact]
    public async Task A_folders_name_is_never_a_command_in_that_shell()
    {
        var said = await ShellAsync("""eval "$("$AZ" sandbox env)"; printf '%s\n' "$AZIMUTH_SANDBOX_STATE" "$SSL_CERT_FILE" """);

        said.Split('\n').ShouldBe([State, Path.Combine(State, "bundle.pem"), ""]);
        Directory.EnumerateFileSystemEntries(_home.WorkingFolder).ShouldBeEmpty("something in the name was run");
    }

    [Fact]
    public async Task Unset_undoes_all_of_it()
    {
        var said = await ShellAsync("""
            unset AZURE_CONFIG_DIR
            before=$(env | sort)
            eval "$("$AZ" sandbox env)"
            [ -n "$AZURE_AUTHORITY_HOST" ] && [ "$(env | sort)" != "$before" ] && echo pointed
            eval "$("$AZ" sandbox env --unset)"
            [ "$(env | sort)" = "$before" ] && echo undone
            """);

        said.ShouldBe("pointed\nundone\n");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("--for python", "--for python")]
    [InlineData("--for node --managed-identity app-service", "")]
    public async Task Unset_gives_back_what_the_shell_had_however_often_it_was_pointed(string pointed, string restored)
    {
        var said = await ShellAsync($$"""
            export REQUESTS_CA_BUNDLE='/own/$(touch x) "b".pem' SSL_CERT_FILE=/own/ca.pem
            export NODE_EXTRA_CA_CERTS=/own/node.pem IDENTITY_HEADER=own-secret
            before=$(env | sort)
            set -e
            env=$("$AZ" sandbox env {{pointed}}); eval "$env"
            eval "$("$AZ" sandbox env {{pointed}})"
            [ "$(env | sort)" != "$before" ] && echo pointed
            case $env in *own-secret* | *own/*) echo "a value of the user's is shown" ;; esac
            eval "$("$AZ" sandbox env --unset {{restored}})"
            if [ "$(env | sort)" = "$before" ]; then echo restored; else env | sort; fi
            """);

        said.ShouldBe("pointed\nrestored\n");
        Directory.EnumerateFileSystemEntries(_home.WorkingFolder).ShouldBeEmpty("something in a value was run");
    }

    [Fact]
    public async Task Unset_leaves_a_shell_alone_that_was_never_pointed_at_it()
    {
        var said = await ShellAsync("""
            export REQUESTS_CA_BUNDLE=/own/bundle.pem IDENTITY_ENDPOINT=http://own.test
            before=$(env | sort)
            eval "$("$AZ" sandbox env --unset --managed-identity imds)"
            eval "$("$AZ" sandbox env --unset)"
            [ "$(env | sort)" = "$before" ] && echo same
            """);

        said.ShouldBe("same\n");
    }

    [Fact]
    public async Task Unset_works_in_the_sandboxs_own_shell_too()
    {
        var said = await ShellAsync("""
            export SSL_CERT_FILE=/own/ca.pem
            "$AZ" sandbox shell -- sh -c 'eval "$("$AZ" sandbox env --unset)";
                echo "$SSL_CERT_FILE ${CURL_CA_BUNDLE:-none} ${AZURE_AUTHORITY_HOST:-none}"'
            """);

        said.ShouldBe("/own/ca.pem none none\n");
    }

    [Theory]
    [InlineData("dotnet", "AZURE_CONFIG_DIR AZIMUTH_SANDBOX_STATE AZURE_AUTHORITY_HOST SSL_CERT_FILE AzureAd__Instance")]
    [InlineData("node", "AZURE_CONFIG_DIR AZIMUTH_SANDBOX_STATE AZURE_AUTHORITY_HOST NODE_EXTRA_CA_CERTS")]
    [InlineData(
        "python",
        "AZURE_CONFIG_DIR AZIMUTH_SANDBOX_STATE AZURE_AUTHORITY_HOST AZURE_CORE_INSTANCE_DISCOVERY REQUESTS_CA_BUNDLE SSL_CERT_FILE")]
    [InlineData("java", "AZURE_CONFIG_DIR AZIMUTH_SANDBOX_STATE AZURE_AUTHORITY_HOST JAVA_TOOL_OPTIONS")]
    [InlineData("curl", "AZURE_AUTHORITY_HOST CURL_CA_BUNDLE SSL_CERT_FILE")]
    [InlineData("browser", "AZIMUTH_SANDBOX_PAGES CHROMIUM_FLAGS")]
    public async Task For_one_kind_of_program_it_prints_what_that_reads_and_takes_it_back(string audience, string names)
    {
        var said = await ShellAsync($$"""
            for name in {{names}}; do unset "$name"; done
            eval "$(AZIMUTH_SANDBOX_STATE="$STATE" "$AZ" sandbox env --for {{audience}})"
            for name in {{names}}; do [ -n "$(printenv "$name")" ] && echo "$name"; done
            eval "$(AZIMUTH_SANDBOX_STATE="$STATE" "$AZ" sandbox env --for {{audience}} --unset)"
            for name in {{names}}; do printenv "$name" && echo "$name is left"; done
            true
            """);

        said.ShouldBe(string.Concat(names.Split(' ').Select(name => name + "\n")));
    }

    [Theory]
    [InlineData("imds", "AZURE_POD_IDENTITY_AUTHORITY_HOST")]
    [InlineData("app-service", "IDENTITY_ENDPOINT IDENTITY_HEADER")]
    [InlineData("container-apps", "CONTAINER_APP_NAME IDENTITY_ENDPOINT IDENTITY_HEADER")]
    [InlineData("machine-learning", "DEFAULT_IDENTITY_CLIENT_ID MSI_ENDPOINT MSI_SECRET")]
    [InlineData("service-fabric", "IDENTITY_ENDPOINT IDENTITY_HEADER IDENTITY_SERVER_THUMBPRINT")]
    [InlineData("cloud-shell", "ACC_CLOUD AZUREPS_HOST_ENVIRONMENT MSI_ENDPOINT")]
    public async Task A_shell_becomes_a_machine_with_an_identity_and_nothing_of_another_kind(string machine, string names)
    {
        var said = await ShellAsync($$"""
            unset AZURE_CONFIG_DIR
            export MSI_ENDPOINT=http://before.test IDENTITY_ENDPOINT=http://before.test IMDS_ENDPOINT=http://before.test
            eval "$("$AZ" sandbox env --managed-identity {{machine}})"
            env | grep -oE '^(AZURE_POD|IDENTITY|IMDS|MSI|DEFAULT_IDENTITY|CONTAINER_APP|ACC_|AZUREPS)[A-Z_]*' | sort | tr '\n' ' '
            "$AZ" login --identity --query '[0].name' -o tsv
            eval "$(AZIMUTH_SANDBOX_STATE="$STATE" "$AZ" sandbox env --managed-identity {{machine}} --unset)"
            env | grep -E '^(AZURE_POD|IDENTITY|IMDS|MSI|DEFAULT_IDENTITY|CONTAINER_APP|ACC_|AZUREPS)' | sort
            """);

        said.ShouldBe(
            $"{names} Facility Services "
                + "Subscription\nIDENTITY_ENDPOINT=http://before.test\nIMDS_ENDPOINT=http://before.test\nMSI_ENDPOINT=http://"
                + "before.test\n");
    }

    [Fact]
    public async Task In_that_shell_the_systems_roots_count_as_before_and_the_sandbox_too()
    {
        var roots = await File.ReadAllTextAsync("/etc/ssl/certs/ca-certificates.crt", TestContext.Current.CancellationToken);

        var said = await ShellAsync(
            """
            eval "$("$AZ" sandbox env)"
            curl -sS -o /dev/null -w '%{http_code}' "$AZURE_AUTHORITY_HOST/common/.well-known/openid-configuration"
            """);

        said.ShouldBe("200");
        (await File.ReadAllTextAsync(Path.Combine(State, "bundle.pem"), TestContext.Current.CancellationToken)).ShouldStartWith(
            roots.TrimEnd());
    }

    [Fact]
    public void The_CAs_key_is_nowhere_in_the_folder()
    {
        var withKeys = Directory.EnumerateFiles(State, "*", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("PRIVATE KEY", StringComparison.Ordinal));

        withKeys.Select(Path.GetFileName).Order().ShouldBe(["leaf.pem"]);
        File.ReadAllText(Path.Combine(State, "leaf.pem")).Split("PRIVATE KEY-----").Length.ShouldBe(3, "one key");
        File.ReadAllText(Path.Combine(State, "ca.pem")).ShouldNotContain("PRIVATE KEY");
    }

    private async Task<string> ShellAsync(string script)
    {
        var variables = new Dictionary<string, string>(_home.Variables) { ["AZ"] = Places.Az, ["STATE"] = State };
        var (exit, stdout, stderr) = await Tool.RunAsync(["sh", "-c", script], variables, _home.WorkingFolder);
        exit.ShouldBe(0, $"{stdout}\n{stderr}");
        return stdout;
    }
}
