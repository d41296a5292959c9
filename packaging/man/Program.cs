using System.Reflection;
using Azimuth.Cli;
using Azimuth.Cli.Commands.Completion;
using Azimuth.Configuration;
using Azimuth.ManPages;
using Azimuth.Sandbox.Hosting.Startup;

// Writes the manual pages and the completion scripts of a package, from what the commands declare.
// usage: Azimuth.ManPages FOLDER yyyy-MM-dd       FOLDER is the /usr/share of the package
#pragma warning disable RS0030 // the process's own arguments and files

if (args is not [var share, var day] || !DateOnly.TryParseExact(day, "yyyy-MM-dd", out var date))
{
    await Console.Error.WriteLineAsync("usage: Azimuth.ManPages FOLDER yyyy-MM-dd");
    return 2;
}

var version = typeof(CommandTree).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
var branches = CommandTree.Branches(new(
    new() { Out = Stream.Null, Error = TextWriter.Null, In = TextReader.Null }, new EnvironmentVariables(_ => null), TimeProvider.System));
var manual = new Manual(branches, version, date);
foreach (var (name, page) in manual.Pages())
{
    Write($"man/man1/{name}.1", page);
}

Write("man/man1/az-sandbox-serve.1", manual.OfSandbox(Usage.Text));
Write("bash-completion/completions/azimuth", CompletionScripts.ForShell("bash")!);
Write("zsh/vendor-completions/_az", CompletionScripts.ForShell("zsh")!);
Write("fish/vendor_completions.d/az.fish", CompletionScripts.ForShell("fish")!);
return 0;

void Write(string path, string text)
{
    var file = Path.Combine(share, path);
    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
    File.WriteAllText(file, text.TrimEnd('\n') + "\n");
}
