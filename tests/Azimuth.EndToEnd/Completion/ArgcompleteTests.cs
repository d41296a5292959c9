using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Completion;

/// <summary>What is not ours is asked of the Azure CLI behind us, and whoever registered that one's completion gets ours too.</summary>
public sealed class ArgcompleteTests : IDisposable
{
    // As argcomplete answers: on stream 8, divided as it is told. Whatever else the program says must not get through.
    private const string Cli = """
        #!/bin/sh
        echo noise; echo noise >&2
        [ -n "$_ARGCOMPLETE" ] || exit 1
        printf 'list%slist-sizes%s[%s at %s in %s]' "$_ARGCOMPLETE_IFS" "$_ARGCOMPLETE_IFS" \
            "$COMP_LINE" "$COMP_POINT" "${AZURE_CONFIG_DIR##*/}" >&8
        """;

    private readonly Home _home = new();

    public ArgcompleteTests()
    {
        Places.WriteProgram(Path.Combine(_home.Programs, "az"), Cli);
        _home.Variables["PATH"] = $"{_home.Programs}:/usr/bin:/bin";
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_command_that_is_not_ours_is_completed_by_the_az_behind_us()
    {
        var ran = await _home.Az.RunAsync(["completion", "--complete", "bash", "az vm li", "8"]);

        ran.ShouldSucceed().Stdout.ShouldBe("list\nlist-sizes\n[az vm li at 8 in azure]");
        ran.Stderr.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_context_is_ours_alone_and_decides_the_folder_of_that_az()
    {
        Directory.CreateDirectory(Path.Combine(_home.Folder, ".azure", "azimuth", "contexts", "work"));

        var ran = await _home.Az.RunAsync(["completion", "--complete", "zsh", "--context", "work", "vm", "a b", "li"]);

        ran.ShouldSucceed().Stdout.ShouldBe("list\nlist-sizes\n[az vm 'a b' li at 14 in work]");
    }

    [Fact]
    public async Task The_first_word_may_be_either_programs()
    {
        var ran = await _home.Az.RunAsync(["completion", "--complete", "fish", "l"]);

        ran.ShouldSucceed().Stdout
            .Split('\n')
            .ShouldBe(
                [
                    "login\tSign in to Azure.", "logout\tSign out and remove the account's tokens.", "list", "list-sizes",
                    "[az l at 4 in azure]",
                ]);
    }

    [Theory]
    [InlineData("az login --use-d", "--use-device-code\v")]
    [InlineData("az lo", "login\vlogout\vlist\vlist-sizes\v[az lo at 5 in azure]")]
    [InlineData("az vm li", "list\vlist-sizes\v[az vm li at 8 in azure]")]
    public async Task A_shell_that_registered_the_Azure_CLIs_completion_is_answered_in_its_protocol(string line, string expected)
    {
        var variables = new Dictionary<string, string>(
            _home.Variables)
        {
            ["_ARGCOMPLETE"] = "1",
            ["COMP_LINE"] = line,
            ["COMP_POINT"] = $"{line.Length}",
            ["_ARGCOMPLETE_IFS"] = "\v"
        };

        await using var process = NativeProcess.Start(
            "/bin/sh", ["-c", "exec \"$0\" 8>&1 9>/dev/null 1>/dev/null", Places.Az], variables, _home.WorkingFolder);
        var ran = await _home.Az.EndAsync(process, []);

        ran.ExitCode.ShouldBeOneOf(0, 1);
        ran.Stdout.ShouldBe(expected);
    }

    [Fact]
    public async Task Without_an_Azure_CLI_and_with_a_damaged_folder_it_says_nothing_at_all()
    {
        File.Delete(Path.Combine(_home.Programs, "az"));
        _home.Put("azureProfile.json", "{");
        _home.Put("config", "nonsense\n");

        foreach (var line in (string[])["az vm li", "az account show -s ", "az cloud show -n ", "az nonsense --x ", "", "az \"", "az --"])
        {
            var ran = await _home.Az.RunAsync(["completion", "--complete", "bash", line, "999"]);

            ran.ShouldSucceed().Stderr.ShouldBeEmpty();
        }
    }
}
