using Azimuth.Cli.HandOver;

namespace Azimuth.Cli.Tests.HandOver;

/// <summary>What Windows starts: never a script, which would read the arguments anew.</summary>
public sealed class WindowsCommandTests
{
    private const string Script = @"C:\Program Files\Microsoft SDKs\Azure\CLI2\wbin\az.cmd";
    private const string Python = @"C:\Program Files\Microsoft SDKs\Azure\CLI2\python.exe";

    [Theory]
    [InlineData("a&calc.exe")]
    [InlineData("%PATH%")]
    [InlineData("say \"hi\" ^ | more")]
    [InlineData("")]
    public void The_installers_Python_runs_instead_of_the_script_and_gets_every_word_as_it_is(string word)
    {
        var command = WindowsCommand.Create(Script, ["group", "list", word], file => file == Python);

        command.Program.ShouldBe(Python);
        command.Words.ShouldBe(["-IBm", "azure.cli", "group", "list", word]);
    }

    [Fact]
    public void A_program_is_started_as_it_is()
    {
        var command = WindowsCommand.Create(@"C:\tools\az.exe", ["vm", "list"], _ => false);

        command.Program.ShouldBe(@"C:\tools\az.exe");
        command.Words.ShouldBe(["vm", "list"]);
    }

    [Theory]
    [InlineData(@"C:\odd\az.cmd")]
    [InlineData("az.CMD")]
    public void A_script_without_its_Python_is_refused(string script) =>
        Should.Throw<UserError>(() => WindowsCommand.Create(script, [], _ => false)).Message
            .ShouldContain("arguments cannot be handed to it safely");
}
