using System.Diagnostics;
using Azimuth.Cli.HandOver;

namespace Azimuth.Cli.Tests.HandOver;

/// <summary>What Windows starts: never a script, which would read the arguments anew.</summary>
public sealed class WindowsCommandTests
{
    private const string Script = @"C:\Program Files\Microsoft SDKs\Azure\CLI2\wbin\az.cmd";
    private const string Python = @"C:\Program Files\Microsoft SDKs\Azure\CLI2\python.exe";
    private const string Msi = "@echo off\r\nsetlocal\r\nSET AZ_INSTALLER=MSI\r\n\"%~dp0\\..\\python.exe\" -IBm azure.cli %*\r\n";
    private const string Zip =
        "@IF EXIST \"%~dp0\\..\\python.exe\" (\r\n  SET PYTHONPATH=%~dp0\\..;%PYTHONPATH%\r\n  SET AZ_INSTALLER=ZIP\r\n  python\r\n)\r\n";

    [Theory]
    [InlineData("a&calc.exe")]
    [InlineData("%PATH%")]
    [InlineData("say \"hi\" ^ | more")]
    [InlineData("")]
    public void The_installers_Python_runs_instead_of_the_script_and_gets_every_word_as_it_is(string word)
    {
        var command = Create(Script, ["group", "list", word], [Python], Msi);

        command.Program.ShouldBe(Python);
        command.Words.ShouldBe(["-IBm", "azure.cli", "group", "list", word]);
    }

    [Theory]
    [InlineData(Msi, "MSI")]
    [InlineData(Zip, "ZIP")]
    [InlineData("@set \"az_installer=Choco\"\n", "Choco")]
    [InlineData("SET AZ_INSTALLER=MSI\nSET AZ_INSTALLER=PIP \n", "PIP")]
    [InlineData(":: SET AZ_INSTALLER=MSI\nREM SET AZ_INSTALLER=MSI\necho SET AZ_INSTALLER=MSI\n", null)]
    [InlineData("", null)]
    public void How_it_was_installed_is_what_the_script_would_say(string script, string? installer) =>
        Create(Script, [], [Python], script).Installer.ShouldBe(installer);

    [Theory]
    [InlineData(@"C:\venv\Scripts\az.bat", @"C:\venv\Scripts\python.exe", @"C:\venv\python.exe")]
    [InlineData(@"C:\Python313\Scripts\az.bat", @"C:\Python313\python.exe", @"/other\python.exe")]
    [InlineData(@"C:\Users\ada\AppData\Roaming\Python\Python313\Scripts\AZ.BAT", @"/other\python.exe", @"relative\python.exe")]
    public void Pips_script_is_run_by_its_own_Python_else_by_the_one_on_PATH(string script, string python, string another)
    {
        var command = Create(script, ["vm", "a b"], [another, python], "SET AZ_INSTALLER=PIP\r\n", path: @"relative;/other\");

        command.Program.ShouldBe(python);
        command.Words[0].ShouldBe("-c");
        command.Words.Skip(2).ShouldBe(["vm", "a b"]);
        command.Installer.ShouldBe("PIP");
    }

    [Fact]
    public async Task The_Python_of_pip_runs_the_Azure_CLI_and_not_a_module_of_the_working_folder()
    {
        var root = Directory.CreateTempSubdirectory("azimuth-module-").FullName;
        try
        {
            PutModule($"{root}/packages", "import sys; print('installed', sys.argv[1:])");
            PutModule($"{root}/cloned", "print('a stranger')");
            File.WriteAllText($"{root}/cloned/runpy.py", "print('a stranger')");
            var words = Create(@"C:\venv\Scripts\az.bat", ["vm", "a b"], [@"C:\venv\Scripts\python.exe"], "").Words;
            var start = new ProcessStartInfo("python3", words) { WorkingDirectory = $"{root}/cloned", RedirectStandardOutput = true };
            start.Environment["PYTHONPATH"] = $"{root}/packages";

            using var process = Process.Start(start)!;

            (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe("installed ['vm', 'a b']\n");
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void A_program_is_started_as_it_is()
    {
        var command = Create(@"C:\tools\az.exe", ["vm", "list"], [], Msi);

        command.Program.ShouldBe(@"C:\tools\az.exe");
        command.Words.ShouldBe(["vm", "list"]);
        command.Installer.ShouldBeNull();
    }

    [Theory]
    [InlineData(@"C:\odd\az.cmd")]
    [InlineData("az.CMD")]
    [InlineData(@"C:\odd\az.bat")]
    public void A_script_without_its_Python_is_refused(string script) =>
        Should.Throw<UserError>(() => Create(script, [], [], Msi)).Message.ShouldContain("arguments cannot be passed to it safely");

    private static WindowsCommand Create(string next, string[] words, string[] files, string script, string? path = null) =>
        WindowsCommand.Create(next, words, new(name => name == "PATH" ? path : null), files.Contains, file => file == next ? script : "");

    private static void PutModule(string folder, string code)
    {
        Directory.CreateDirectory($"{folder}/azure/cli");
        File.WriteAllText($"{folder}/azure/cli/__init__.py", "");
        File.WriteAllText($"{folder}/azure/cli/__main__.py", code + "\n");
    }
}
