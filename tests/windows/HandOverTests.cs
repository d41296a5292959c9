using Azimuth.Harness;

namespace Azimuth.Windows;

/// <summary>A command that is not ours is run by the Azure CLI that is installed, in each way that it is installed on Windows.</summary>
public sealed class HandOverTests
{
    private const string Msi =
        "@echo off\r\nsetlocal\r\nIF NOT EXIST \"%~dp0\\..\\python.exe\" GOTO pynotfound\r\nSET AZ_INSTALLER=MSI\r\n"
            + "\"%~dp0\\..\\python.exe\" -IBm azure.cli %*\r\n";
    private const string Zip =
        "@IF EXIST \"%~dp0\\..\\python.exe\" (\r\n  SET AZ_INSTALLER=ZIP\r\n  \"%~dp0\\..\\python.exe\" -IBm azure.cli %*\r\n)\r\n";
    private const string Pip =
        "@echo off\r\nsetlocal\r\nSET AZ_INSTALLER=PIP\r\nIF EXIST \"%~dp0\\python.exe\" (\r\n"
            + "  \"%~dp0\\python.exe\" -m azure.cli %*\r\n)\r\n";

    [Theory]
    [InlineData("the installer", "CLI2/wbin/az.cmd", Msi, "CLI2/python.exe", "<-IBm><azure.cli><vm>", "MSI")]
    [InlineData("the archive", "cli/bin/az.cmd", Zip, "cli/python.exe", "<-IBm><azure.cli><vm>", "ZIP")]
    [InlineData("pip", "Python313/Scripts/az.bat", Pip, "Python313/python.exe", "<-c><", "PIP")]
    [InlineData("a virtual environment", "venv/Scripts/az.bat", Pip, "venv/Scripts/python.exe", "<-c><", "PIP")]
    [InlineData("a program", "tools/az.exe", null, null, "<vm>", "(none)")]
    public async Task Each_installation_is_found_and_told_how_it_was_installed(
        string installation, string program, string? script, string? python, string begins, string installer)
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new WindowsMachine(azure);
        Put(machine, program, script);
        if (python is not null)
        {
            Put(machine, python, null);
        }

        machine.LookIn(Path.GetDirectoryName(Full(machine, program))!);
        machine.Home.Variables["STAND_IN_EXIT"] = "37";

        var ran = await machine.Az.RunAsync(["vm", "list", "a b"]);

        ran.ShouldExit(37).Stdout.ShouldStartWith(begins, customMessage: installation);
        ran.Stdout.ShouldContain($"<list><a b>\nAZ_INSTALLER={installer}\n");
        ran.Stdout.ShouldContain($"\nin {WindowsMachine.Windows(machine.Home.WorkingFolder)}");
        ran.Stderr.ShouldBeEmpty();
    }

    [Fact]
    public async Task Arguments_arrive_as_they_were_typed()
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new WindowsMachine(azure);
        Put(machine, "CLI2/wbin/az.cmd", Msi);
        Put(machine, "CLI2/python.exe", null);
        machine.LookIn(Full(machine, "CLI2/wbin"));
        string[] words =
        [
            "vm", "list", "--query", "[?name=='b c']", "%PATH%", "a&calc.exe", "^|<>", "say \"hi\"", "", @"C:\folder\", @"\\server\a b\",
            "東京", "\"", "a\\\"b",
        ];

        var ran = await machine.Az.RunAsync(words);

        ran.Stdout.ShouldStartWith($"<-IBm><azure.cli><{string.Join("><", words)}>\nAZ_INSTALLER=MSI\n");
    }

    [Fact]
    public async Task Without_an_Azure_CLI_it_says_where_to_get_one()
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new WindowsMachine(azure);

        (await machine.Az.RunAsync("vm list")).ShouldExit(2).Stderr.ShouldContain("install-azure-cli");
    }

    private static string Full(WindowsMachine machine, string file) => Path.Combine(machine.Home.Root, file);

    private static void Put(WindowsMachine machine, string file, string? script)
    {
        var path = Full(machine, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (script is null)
        {
            File.Copy(WindowsMachine.Variable("AZIMUTH_STAND_IN"), path);
        }
        else
        {
            File.WriteAllText(path, script);
        }
    }
}
