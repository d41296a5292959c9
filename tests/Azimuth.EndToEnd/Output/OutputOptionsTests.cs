using Azimuth.Harness;

namespace Azimuth.EndToEnd.Output;

/// <summary>How results, colors and warnings are asked for: options, then variables, then the <c>config</c> file.</summary>
public sealed class OutputOptionsTests : IDisposable
{
    private readonly Home _home = new Home().WithFixture("user");

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("-o jsonc", "\e[94m\"name\"")]
    [InlineData("-o yamlc", "\e[94mname\e[39;49;00m")]
    public async Task Jsonc_and_yamlc_are_in_color_on_a_terminal_and_plain_in_a_pipe(string option, string colored)
    {
        var seen = await SeenAsync($"cloud list --query [0].{{name:name}} {option}");
        var piped = await _home.Az.RunAsync($"cloud list --query [0].{{name:name}} {option}");

        seen.ShouldContain(colored);
        piped.ShouldSucceed().Stdout.ShouldNotContain("\e");
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("AZURE_CORE_NO_COLOR", "yes")]
    public async Task A_variable_turns_colors_off(string variable, string value)
    {
        _home.Variables[variable] = value;

        (await SeenAsync("cloud list -o jsonc --query [0].name")).ShouldBe("\"AzureCloud\"\n");
        (await SeenAsync("cloud set -n AzureChinaCloud")).ShouldStartWith("WARNING: Switched active cloud to 'AzureChinaCloud'.");
    }

    [Fact]
    public async Task The_config_file_turns_colors_off_and_an_empty_NO_COLOR_does_not()
    {
        _home.Variables["NO_COLOR"] = "";
        (await SeenAsync("cloud set -n AzureChinaCloud")).ShouldStartWith("\e[93mSwitched active cloud");

        (await _home.Az.RunAsync("config set core.no_color=true")).ShouldSucceed();
        (await SeenAsync("cloud set -n AzureCloud")).ShouldNotContain("\e");
    }

    [Fact]
    public async Task The_format_is_the_options_then_the_variables_then_the_files()
    {
        _home.Put("config", "[core]\noutput = yaml\n");
        (await _home.Az.RunAsync("cloud show --query name")).Stdout.ShouldBe("AzureCloud\n...\n");

        _home.Variables["AZURE_CORE_OUTPUT"] = "json";
        (await _home.Az.RunAsync("cloud show --query name")).Stdout.ShouldBe("\"AzureCloud\"\n");

        (await _home.Az.RunAsync("cloud show --query name -o TSV")).Stdout.ShouldBe("AzureCloud\n");

        _home.Variables["AZURE_CORE_OUTPUT"] = "xml";
        var odd = await _home.Az.RunAsync("cloud show --query name");
        odd.ShouldSucceed().Stdout.ShouldBe("\"AzureCloud\"\n");
        odd.Stderr.ShouldContain("'xml' is not an output format");
    }

    [Fact]
    public async Task Warnings_can_be_turned_off_by_option_variable_and_file()
    {
        _home.Variables["AZURE_CLOUD_NAME"] = "Nope";
        (await _home.Az.RunAsync("cloud show")).Stderr.ShouldContain("WARNING");
        (await _home.Az.RunAsync("cloud show --only-show-errors")).Stderr.ShouldBeEmpty();

        _home.Put("config", "[core]\nonly_show_errors = on\n");
        (await _home.Az.RunAsync("cloud show")).Stderr.ShouldBeEmpty();
        (await _home.Az.RunAsync("cloud show --verbose")).Stderr.ShouldContain(
            "WARNING", customMessage: "who asks for more gets the warnings too");

        _home.Variables["AZURE_CORE_ONLY_SHOW_ERRORS"] = "false";
        (await _home.Az.RunAsync("cloud show")).Stderr.ShouldContain("WARNING");
    }

    [Theory]
    [InlineData("--query @query.txt")]
    [InlineData("--query=@query.txt")]
    [InlineData("--query @~/query.txt")]
    [InlineData("--query @-")]
    public async Task A_value_may_be_the_content_of_a_file_or_of_stdin(string option)
    {
        File.WriteAllText(Path.Combine(_home.WorkingFolder, "query.txt"), "name\r\n\r\n");
        File.WriteAllText(Path.Combine(_home.Folder, "query.txt"), "\uFEFFname\n");

        var ran = await _home.Az.RunAsync(["cloud", "show", "-o", "tsv", .. option.Split(' ')], input: "name\n");

        ran.ShouldSucceed().Stdout.ShouldBe("AzureCloud\n");
    }

    [Fact]
    public async Task A_setting_may_be_the_content_of_a_file_and_what_names_no_file_stays_as_it_is()
    {
        File.WriteAllText(Path.Combine(_home.WorkingFolder, "value"), "from the file\n");

        (await _home.Az.RunAsync("config set mine.a=@value mine.b=@none mine.c=@")).ShouldSucceed();

        (await _home.Az.RunAsync("config get mine --query [].value -o tsv")).Stdout.ShouldBe("from the file\n@none\n@\n");
    }

    [Fact]
    public async Task A_file_without_an_end_is_no_value()
    {
        var ran = await _home.Az.RunAsync(["cloud", "show", "--query", "@-"], input: new string('a', 1_100_000));

        ran.ShouldExit(2).Stderr.ShouldContain("larger than 1 MiB");
    }

    // Attack S12: a repository decides defaults and nothing else.
    [Fact]
    public async Task A_repositorys_own_file_changes_no_cloud_format_browser_or_voice()
    {
        var local = Path.Combine(_home.WorkingFolder, Path.GetFileName(_home.Config));
        Directory.CreateDirectory(local, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(Path.Combine(local, "config"), $"""
            [core]
            browser = touch {_home.Root}/stolen
            output = none
            only_show_errors = true
            encrypt_token_cache = true
            [cloud]
            name = AzureChinaCloud
            [defaults]
            group = theirs
            """);

        var cloud = await _home.Az.RunAsync("cloud show --query name -o tsv");
        var account = await _home.Az.RunAsync("account show");
        var defaults = await _home.Az.RunAsync("configure --list-defaults --scope local -o json");

        cloud.ShouldSucceed().Stdout.ShouldBe("AzureCloud\n");
        account.ShouldSucceed().Stdout.ShouldNotBeEmpty();
        account.Stderr.ShouldBeEmpty();
        defaults.Stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldHaveSingleItem()
            .ShouldStartWith("WARNING: 'core.browser' in '");
        defaults.Text("[0].value").ShouldBe("theirs");
        File.Exists(Path.Combine(_home.Root, "stolen")).ShouldBeFalse();
    }

    private async Task<string> SeenAsync(string line)
    {
        await using var terminal = Terminal.Start(_home, line);
        return (await terminal.EndAsync()).ShouldSucceed().Stdout;
    }
}
