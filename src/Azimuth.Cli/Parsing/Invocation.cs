using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.Cli.Parsing;

/// <summary>What a command line asks for.</summary>
/// <param name="Options">The global options.</param>
internal abstract record Invocation(GlobalOptions Options)
{
    /// <summary>A command of ours.</summary>
    internal sealed record Run(CommandSpec Command, ParsedArguments Arguments, GlobalOptions Options) : Invocation(Options)
    {
        /// <summary>The command's words.</summary>
        public IReadOnlyList<string> Path => Command.Path;

        /// <summary>The options as <c>--debug</c> may show them.</summary>
        public string Shown => Arguments.Redacted(Command.AllOptions);

        /// <summary>Runs it.</summary>
        public Task<int> InvokeAsync(CancellationToken cancel) => Command.Run!(Arguments, cancel);
    }

    /// <summary>A page of help: of <paramref name="Command"/>, or of <c>az</c> itself when that is null.</summary>
    internal sealed record Help(CommandSpec? Command, GlobalOptions Options) : Invocation(Options);

    /// <summary>A group without a command behind it: its page, and argparse's sentence.</summary>
    internal sealed record GroupAlone(CommandSpec Command, GlobalOptions Options, UserError Error) : Invocation(Options);

    /// <summary>
    /// Not a command of ours: the next <c>az</c> gets <paramref name="Words"/>; without one, <paramref name="Error"/> says so.
    /// </summary>
    internal sealed record NotOurs(string Word, IReadOnlyList<string> Words, GlobalOptions Options, UserError Error) : Invocation(Options);
}
