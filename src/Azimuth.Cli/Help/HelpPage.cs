using System.Text;
using Azimuth.Cli.Parsing;
using Azimuth.Cli.Parsing.Specs;
using Screen = Azimuth.Cli.Terminal.Terminal;

namespace Azimuth.Cli.Help;

/// <summary>
/// What <c>--help</c> prints: of <c>az</c>, of a group, of a command. The words come from the commands themselves and from
/// <see cref="Examples"/>.
/// </summary>
internal static class HelpPage
{
    private const int Widest = 100;
    private const int WidestName = 36;
    private const int Narrowest = 40;

    /// <summary>What <c>az</c> is for.</summary>
    internal const string Purpose = "sign in to Azure, and everything that needs it. Native, no Python.";

    /// <summary>What becomes of the commands that are not listed.</summary>
    internal const string HandsOver = "Every other command is handed to the Azure CLI, when one is installed: the next `az` on PATH.";

    /// <summary>Prints the page on stdout.</summary>
    public static Task<int> ShowAsync(Invocation.Help help, Screen terminal, CommandBranches branches)
    {
        terminal.Print(Text(help.Command, Room(terminal), branches).TrimEnd('\n'));
        return Task.FromResult(0);
    }

    /// <summary>A group without a command: what is missing, in argparse's words, and the page on stderr.</summary>
    public static UserError Explain(Invocation.GroupAlone group, Screen terminal, CommandBranches branches) =>
        new(group.Error.Message, "\n" + Text(group.Command, Room(terminal), branches).TrimEnd('\n'), group.Error.ExitCode);

    internal static string Text(CommandSpec? command, int width, CommandBranches branches)
    {
        var page = new Page(width);
        var title = string.Join(' ', ["az", .. command?.Path ?? []]);
        switch (command)
        {
            case null:
                page.Line($"az: {Purpose}");
                page.Usage($"{title} COMMAND [options]");
                page.Rows("Commands", branches.Names.Select(name => branches.Find(name)!).Select(CommandRow));
                page.Paragraph(HandsOver);
                break;
            case { Subcommands.Count: > 0 }:
                page.Line(command.Help);
                page.Usage($"{title} COMMAND [options]");
                page.Rows("Commands", command.Subcommands.Select(CommandRow));
                break;
            default:
                page.Line(command.Help);
                page.Usage(string.Join(' ', [title, .. command.Positionals.Select(Placeholder), "[options]"]));
                page.Rows("Arguments", command.Positionals.Select(positional => (Placeholder(positional), positional.Help)));
                page.Rows("Options", command.Options.Where(option => option.Help is not null).Select(OptionRow));
                break;
        }

        page.Rows("Options of every command", GlobalOptionSpecs.All.Append(ArgumentReader.Help).Select(OptionRow));
        page.Examples(Help.Examples.For(command?.Path ?? []));
        return page.ToString();
    }

    /// <summary>A command with what it is for.</summary>
    internal static (string Name, string? Text) CommandRow(CommandSpec command) => (command.Name, command.Help);

    /// <summary>A positional as usage shows it: <c>[KEY...]</c>.</summary>
    internal static string Placeholder(PositionalSpec positional) => positional switch
    {
        { Arity: Arity.OneOrMore, Metavar: var name } => $"{name}...",
        { Arity: Arity.Any, Metavar: var name } => $"[{name}...]",
        { Arity: Arity.Optional, Metavar: var name } => $"[{name}]",
        { Metavar: var name } => name,
    };

    /// <summary>All names of an option, the longest first, and all that is said of it.</summary>
    internal static (string Name, string? Text) OptionRow(OptionSpec option)
    {
        var text = option.IsRequired ? $"{option.Help} Required." : option.Help;
        return (
            string.Join(' ', option.Names.OrderByDescending(name => name.Length)),
            option.Choices is null ? text : $"{text} One of: {string.Join(", ", option.Choices)}.");
    }

    private static int Room(Screen terminal) => terminal.OutIsTerminal ? Math.Clamp(terminal.Width, Narrowest, Widest) : Widest;

    /// <summary>A page of text of a certain width.</summary>
    private sealed class Page(int width)
    {
        private readonly StringBuilder _text = new();

        public void Line(string? text) => Wrap(text ?? "", 0, 0);

        public void Usage(string words) => _text.Append("\nUsage: ").Append(words).Append('\n');

        public void Paragraph(string text)
        {
            _text.Append('\n');
            Wrap(text, 0, 0);
        }

        public void Rows(string title, IEnumerable<(string Name, string? Text)> rows)
        {
            var all = rows.ToList();
            if (all.Count == 0)
            {
                return;
            }

            _text.Append('\n').Append(title).Append(":\n");
            var column = Math.Min(all.Max(row => row.Name.Length), Math.Min(WidestName, width / 2)) + 4;
            foreach (var (name, text) in all)
            {
                _text.Append("  ").Append(name);
                var used = name.Length + 2;
                if (used + 2 > column)
                {
                    _text.Append('\n');
                    used = 0;
                }

                Wrap(text ?? "", column, used);
            }
        }

        public void Examples(IReadOnlyList<Example> examples)
        {
            if (examples.Count == 0)
            {
                return;
            }

            _text.Append("\nExamples:\n");
            foreach (var (purpose, command) in examples)
            {
                _text.Append("  ").Append(purpose).Append("\n    ").Append(command).Append('\n');
            }
        }

        public override string ToString() => _text.ToString();

        // Words from the column on, the first line continuing where `used` columns are taken.
        private void Wrap(string text, int column, int used)
        {
            _text.Append(' ', Math.Max(0, column - used));
            var at = column;
            foreach (var word in text.Split(' '))
            {
                if (at > column && at + 1 + word.Length > width)
                {
                    _text.Append('\n').Append(' ', column);
                    at = column;
                }
                else if (at > column)
                {
                    _text.Append(' ');
                    at++;
                }

                _text.Append(word);
                at += word.Length;
            }

            _text.Append('\n');
        }
    }
}
