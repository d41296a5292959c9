using Azimuth.Text;

namespace Azimuth.Tests;

/// <summary>Commands that are printed to be pasted, in the terms of each shell.</summary>
public sealed class ShellCommandTests
{
    private static readonly Dictionary<string, Func<ShellKind, string>> Commands = new()
    {
        ["set"] = shell => ShellCommand.Set("HTTPS_PROXY", "http://USER:PASSWORD@proxy.example:3128", shell),
        ["set, quoted"] = shell => ShellCommand.Set("NAME", "it's $a `b`", shell),
        ["certificates"] = shell => ShellCommand.SetToCertificates(shell),
        ["temporary"] = shell => ShellCommand.SetToTemporaryFolder("AZURE_CONFIG_DIR", shell),
        ["unset"] = shell => ShellCommand.Unset("HTTPS_PROXY", shell),
        ["path"] = shell => ShellCommand.PutFirst("/a b", shell),
        ["remove"] = shell => ShellCommand.Remove("/a b/it's", shell),
        ["move"] = shell => ShellCommand.Move("/a b", "/c", shell),
        ["show"] = shell => ShellCommand.Show("/a b", shell),
        ["word"] = shell => $"az logout --username {ShellWord.Quote("ada@contoso.com", shell)}",
        ["word, quoted"] = shell => $"az logout --username {ShellWord.Quote("it's \u2019 ada", shell)}",
    };

    [Theory]
    [InlineData("set", ShellKind.Posix, "export HTTPS_PROXY=http://USER:PASSWORD@proxy.example:3128")]
    [InlineData("set", ShellKind.PowerShell, "$env:HTTPS_PROXY = 'http://USER:PASSWORD@proxy.example:3128'")]
    [InlineData("set", ShellKind.Cmd, "set \"HTTPS_PROXY=http://USER:PASSWORD@proxy.example:3128\"")]
    [InlineData("set, quoted", ShellKind.Posix, @"export NAME='it'\''s $a `b`'")]
    [InlineData("set, quoted", ShellKind.PowerShell, "$env:NAME = 'it''s $a `b`'")]
    [InlineData("certificates", ShellKind.Posix, "export REQUESTS_CA_BUNDLE=/path/to/ca.pem")]
    [InlineData("certificates", ShellKind.PowerShell, @"$env:REQUESTS_CA_BUNDLE = 'C:\path\to\ca.pem'")]
    [InlineData("certificates", ShellKind.Cmd, "set \"REQUESTS_CA_BUNDLE=C:\\path\\to\\ca.pem\"")]
    [InlineData("temporary", ShellKind.Posix, "export AZURE_CONFIG_DIR=\"$(mktemp -d)\"")]
    [InlineData("temporary", ShellKind.PowerShell, "$env:AZURE_CONFIG_DIR = \"$env:TEMP\\azure\"")]
    [InlineData("temporary", ShellKind.Cmd, "set \"AZURE_CONFIG_DIR=%TEMP%\\azure\"")]
    [InlineData("unset", ShellKind.Posix, "unset HTTPS_PROXY")]
    [InlineData("unset", ShellKind.PowerShell, "Remove-Item Env:HTTPS_PROXY")]
    [InlineData("unset", ShellKind.Cmd, "set \"HTTPS_PROXY=\"")]
    [InlineData("path", ShellKind.Posix, "export PATH=\"/a b:$PATH\"")]
    [InlineData("path", ShellKind.PowerShell, "$env:PATH = \"/a b;$env:PATH\"")]
    [InlineData("path", ShellKind.Cmd, "set \"PATH=/a b;%PATH%\"")]
    [InlineData("remove", ShellKind.Posix, @"rm '/a b/it'\''s'")]
    [InlineData("remove", ShellKind.PowerShell, "Remove-Item -LiteralPath '/a b/it''s'")]
    [InlineData("remove", ShellKind.Cmd, "del \"/a b/it's\"")]
    [InlineData("move", ShellKind.Posix, "mv '/a b' '/c'")]
    [InlineData("move", ShellKind.PowerShell, "Move-Item -LiteralPath '/a b' /c")]
    [InlineData("move", ShellKind.Cmd, "move \"/a b\" /c")]
    [InlineData("show", ShellKind.Posix, "ls -l '/a b'")]
    [InlineData("show", ShellKind.PowerShell, "Get-Item -LiteralPath '/a b'")]
    [InlineData("show", ShellKind.Cmd, "dir \"/a b\"")]
    [InlineData("word", ShellKind.Posix, "az logout --username ada@contoso.com")]
    [InlineData("word", ShellKind.PowerShell, "az logout --username 'ada@contoso.com'")]
    [InlineData("word", ShellKind.Cmd, "az logout --username \"ada@contoso.com\"")]
    [InlineData("word, quoted", ShellKind.Posix, "az logout --username 'it'\\''s \u2019 ada'")]
    [InlineData("word, quoted", ShellKind.PowerShell, "az logout --username 'it''s \u2019\u2019 ada'")]
    [InlineData("word, quoted", ShellKind.Cmd, "az logout --username \"it's \u2019 ada\"")]
    public void Each_shell_has_its_own_terms(string command, ShellKind shell, string expected) =>
        Commands[command](shell).ShouldBe(expected);

    [Theory]
    [InlineData("$P$G", @"C:\Program Files\WindowsPowerShell\Modules;C:\Windows\system32\WindowsPowerShell\v1.0\Modules", ShellKind.Cmd)]
    [InlineData("$P$G", null, ShellKind.Cmd)]
    [InlineData(null, @"C:\Users\ada\Documents\WindowsPowerShell\Modules;C:\Program Files\WindowsPowerShell\Modules", ShellKind.PowerShell)]
    [InlineData("$P$G", @"D:\Documents\PowerShell\Modules;C:\Program Files\PowerShell\Modules", ShellKind.PowerShell)]
    [InlineData("$P$G", @"C:\Users\ada\OneDrive\Dokumente\PowerShell\Modules", ShellKind.PowerShell)]
    [InlineData(null, null, ShellKind.PowerShell)]
    public void On_Windows_the_shell_is_known_by_what_it_sets(string? prompt, string? modules, ShellKind shell) =>
        ShellCommand.OnWindows(
            name => name switch { "PROMPT" => prompt, "PSModulePath" => modules, "USERPROFILE" => @"C:\Users\ada", _ => null })
            .ShouldBe(shell);
}
