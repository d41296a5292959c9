using System.CommandLine;
using System.Text;
using Azimuth.Cli.Commands;
using Azimuth.Cli.Parsing;
using Screen = Azimuth.Cli.Terminal.Terminal;

namespace Azimuth.Cli.Help;

/// <summary>What <c>--help</c> prints: of <c>az</c>, of a group, of a command. The words come from the commands themselves and from <see cref="Examples"/>.</summary>
internal static class HelpPage
{
    private const int Widest = 100;
    private const int WidestName = 36;
    private const int Narrowest = 40;

    /// <summary>Prints the page on stdout.</summary>
    public static Task<int> ShowAsync(Invocation.Help help, Composition az)
    {
        az.Terminal.Print(Text(help.Path, help.Command, Room(az.Terminal), az).TrimEnd('\n'));
        return Task.FromResult(0);
    }

    /// <summary>A group without a command: what is missing, in argparse's words, and the page on stderr.</summary>
    public static UserError Explain(Invocation.GroupAlone group, Composition az) =>
        new(group.Error.Message, "\n" + Text(group.Path, group.Command, Room(az.Terminal), az).TrimEnd('\n'), group.Error.ExitCode);

    internal static string Text(IReadOnlyList<string> path, Command? command, int width, Composition az)
    {
        var page = new Page(width);
        switch (command)
        {
            case null:
                page.Line("az: sign in to Azure, and everything that needs it. Native, no Python.");
                page.Usage("az COMMAND [options]");
                page.Rows("Commands", CommandTree.Names.Select(name => CommandTree.Branch(name, az)!).Select(branch => (branch.Name, branch.Description)));
                page.Paragraph("Every other command is handed to the Azure CLI, when one is installed: the next `az` on PATH.");
                break;
            case { Subcommands.Count: > 0 }:
                page.Line(command.Description);
                page.Usage($"az {string.Join(' ', path)} COMMAND [options]");
                page.Rows("Commands", command.Subcommands.Select(sub => (sub.Name, sub.Description)));
                break;
            default:
                page.Line(command.Description);
                page.Usage($"az {string.Join(' ', path.Concat(command.Arguments.Select(ArgumentWord)))} [options]");
                page.Rows("Arguments", command.Arguments.Select(argument => (ArgumentWord(argument), argument.Description)));
                page.Rows("Options", command.Options.Select(OptionSpec.Of).Where(option => option.Description is not null).Select(OptionRow));
                break;
        }

        page.Rows("Options of every command", GlobalWords.All.Append(ArgumentReader.Help).Select(OptionRow));
        page.Examples(Help.Examples.For(path));
        return page.ToString();
    }

    private static string ArgumentWord(Argument argument) => PositionalSpec.Of(argument) switch
    {
        { Takes: Arity.OneOrMore } words => $"{words.Name}...",
        { Takes: Arity.Any } words => $"[{words.Name}...]",
        { Takes: Arity.Optional } words => $"[{words.Name}]",
        var words => words.Name,
    };

    private static (string Name, string? Text) OptionRow(OptionSpec option)
    {
        var text = option.Required ? $"{option.Description} Required." : option.Description;
        return (string.Join(' ', option.Names.OrderByDescending(name => name.Length)), option.Choices is null ? text : $"{text} One of: {string.Join(", ", option.Choices)}.");
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
