using Azimuth.Accounts;
using Azimuth.Cli.Parsing;
using Azimuth.Clouds;
using Azimuth.Configuration;
using Azimuth.Storage;

namespace Azimuth.Cli;

/// <summary>The only place where parts are put together. Each is made when first asked for, and no sooner.</summary>
internal sealed class Composition(Terminal.Terminal terminal, EnvironmentVariables environment, TimeProvider time)
{
    /// <summary>Set by <see cref="Program"/> once the words are parsed, before any part is asked for.</summary>
    public GlobalOptions Options { get; set; } = new();

    public Terminal.Terminal Terminal { get; } = terminal;

    public EnvironmentVariables Environment { get; } = environment;

    public TimeProvider Time { get; } = time;

    /// <summary>Which config folder, and why that one.</summary>
    public FolderChoice FolderChoice => field ??= FolderChoice.Find(Options.Context, Environment);

    public AzureFolder Folder => FolderChoice.Folder;

    /// <summary>What the library tells under <c>--debug</c>; costs nothing without it.</summary>
    public Narration Narration => field ??= Options.Debug ? new(Terminal.Debug) : Narration.Silent;

    public Output.Output Output => field ??= new(Terminal, Options);

#pragma warning disable RS0030 // Who holds a lock is a fact of this process; parts are told here.
    public FileLocks Locks => field ??= new(Time, System.Environment.ProcessId, System.Environment.ProcessPath ?? "az");

    public Settings Settings => field ??= new(Folder, Environment, System.Environment.CurrentDirectory);
#pragma warning restore RS0030

    public CloudList Clouds => field ??= new(Folder, Settings, Locks, Time, Warn);

    public ProfileFile Profile => field ??= new(Folder, Locks, Time, Warn);

    private void Warn(string sentence) => Terminal.Error.WriteLine($"WARNING: {sentence}");
}
