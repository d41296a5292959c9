using Azimuth.EndToEnd.Security;
using Azimuth.Harness;
using Azimuth.Harness.Processes;

namespace Azimuth.EndToEnd.Completion;

/// <summary>Real shells with the script that <c>az completion</c> prints: somebody types, presses Tab, and sees.</summary>
public sealed class ShellTests : IDisposable
{
    private const string Tab = "\t";

    private readonly Home _home = new Home().WithFixture("mixed");

    public ShellTests()
    {
        File.CreateSymbolicLink(Path.Combine(_home.Programs, "az"), Places.Az);
        _home.Variables["PATH"] = $"{_home.Programs}:/usr/bin:/bin";
        _home.Variables["HISTFILE"] = "";
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Bash_completes_commands_options_and_names_with_blanks()
    {
        await using var bash = Bash();

        await bash.TypeAsync($"az acc{Tab}sho{Tab}--sub{Tab}Hum{Tab}--quer{Tab}name -o js{Tab}\n");
        await bash.WaitForAsync("\"Human Resources Subscription\"");
    }

    [Fact]
    public async Task Bash_completes_behind_an_equals_sign_and_inside_quotes()
    {
        await using var bash = Bash();

        await bash.TypeAsync($"az account show --output=ts{Tab}--query name -s \"Hum{Tab}\n");
        await bash.WaitForAsync("Human Resources Subscription", times: 2); // completed, and the answer
    }

    [Fact]
    public async Task Bash_falls_back_to_files_where_az_has_nothing_to_offer()
    {
        File.WriteAllText(Path.Combine(_home.WorkingFolder, "only-file.json"), "{}");
        await using var bash = Bash();

        await bash.TypeAsync($"az cloud register --cloud-config only-f{Tab}");
        await bash.WaitForAsync("only-file.json");
    }

    [Fact]
    public async Task Zsh_completes_commands_options_and_names_with_blanks()
    {
        await using var zsh = Zsh();

        await zsh.TypeAsync($"az acc{Tab}sho{Tab}--subs{Tab}Hum{Tab}--quer{Tab}name -o js{Tab}\n");
        await zsh.WaitForAsync("\"Human Resources Subscription\"");
    }

    [Fact]
    public async Task Fish_completes_commands_options_and_names_with_blanks()
    {
        const string Ask =
            "az completion fish | source; complete -C 'az account show --subscription Hum'; complete -C 'az acc'; complete -C 'az "
                + "account list -o ts'";

        var (exitCode, stdout, stderr) = await Tool.RunAsync(
            [
                "fish", "--no-config", "-c",
                Ask.Replace("az completion", $"{_home.Programs}/az completion")
                    .Replace("source;", $"source; set -gx PATH {_home.Programs} $PATH;")
            ],
            _home.Variables.Where(each => each.Key != "PATH").ToDictionary(),
            _home.WorkingFolder);

        exitCode.ShouldBe(0, stderr);
        stdout.Split('\n')
            .ShouldBe(
                [
                    "Human Resources Subscription\t99999999-9999-9999-9999-000000000003",
                    "account\tManage Azure subscription information.", "tsv", ""
                ]);
    }

    [Theory]
    [InlineData("bash", "-n")]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "--no-execute")]
    public async Task Each_script_is_one_that_its_shell_reads(string shell, string check)
    {
        var script = (await _home.Az.RunAsync($"completion {shell}")).ShouldSucceed().Stdout;
        var file = Path.Combine(_home.Root, "script");
        File.WriteAllText(file, script);

        var (exitCode, _, stderr) = await Tool.RunAsync(shell, check, file);

        exitCode.ShouldBe(0, stderr);
        stderr.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_shell_is_refused_with_those_that_there_are() =>
        (await _home.Az.RunAsync("completion tcsh")).ShouldExit(2).Stderr.ShouldContain("bash, zsh, fish, pwsh");

    private Terminal Bash()
    {
        var file = Path.Combine(_home.Root, "bashrc");
        File.WriteAllText(file, "PS1='$ '\neval \"$(az completion bash)\"\n");
        return Terminal.Start(_home, ["--noprofile", "--rcfile", file, "-i"], columns: 200, program: "/bin/bash");
    }

    private Terminal Zsh()
    {
        _home.Variables["ZDOTDIR"] = _home.Root;
        File.WriteAllText(
            Path.Combine(_home.Root, ".zshrc"), "PS1='$ '\nautoload -Uz compinit; compinit -u -D\neval \"$(az completion zsh)\"\n");
        return Terminal.Start(_home, ["-d", "-i"], columns: 200, program: "/usr/bin/zsh");
    }
}
