using Azimuth.Cli.Parsing;
using Azimuth.Cli.Parsing.Specs;
using Screen = Azimuth.Cli.Terminal.Terminal;

namespace Azimuth.Cli.Help;

/// <summary>
/// What <c>--help</c> prints: of <c>az</c>, of a group, of a command. Its texts come from the commands themselves, from
/// <see cref="Descriptions"/> and from <see cref="Examples"/>.
/// </summary>
internal static class HelpPage
{
    private const int UsualWidth = 80;
    private const int Widest = 100;
    private const int Narrowest = 40;
    private const string Options = "[options]";

    /// <summary>What <c>az</c> is for.</summary>
    internal const string Purpose = "Sign in to Azure and manage accounts, tokens and clouds. Native; no Python required.";

    /// <summary>What becomes of the commands that are not listed.</summary>
    internal const string HandsOver = "All other commands are passed to the Azure CLI (the next `az` on PATH), if installed.";

    /// <summary>Prints the page on stdout.</summary>
    public static Task<int> ShowAsync(Invocation.Help help, Screen terminal, CommandBranches branches)
    {
        terminal.Print(Text(help.Command, Width(terminal), branches).TrimEnd('\n'));
        return Task.FromResult(0);
    }

    /// <summary>A group without a command: what is missing, first as argparse says it, and the page on stderr.</summary>
    public static UserError Explain(Invocation.GroupAlone group, Screen terminal, CommandBranches branches) => new(
        group.Error.Message,
        $"`{Title(group.Command)}` needs one of the commands below.\n\n"
            + Text(group.Command, Width(terminal), branches).TrimEnd('\n'),
        group.Error.ExitCode);

    internal static string Text(CommandSpec? command, int width, CommandBranches branches)
    {
        var page = new HelpLayout(width);
        page.Paragraph(command?.Help ?? Purpose);
        foreach (var paragraph in Descriptions.For(command?.Path ?? []))
        {
            page.Paragraph(paragraph);
        }

        page.Usage(Usage(command));
        if (command is null)
        {
            page.Rows("Commands", [.. branches.Names.Select(name => CommandRow(branches.Find(name)!))]);
            page.Paragraph(HandsOver);
        }
        else
        {
            page.Rows("Commands", [.. command.Subcommands.Select(CommandRow)]);
            page.Rows("Arguments", [.. command.Positionals.Select(positional => (Placeholder(positional), positional.Help))]);
        }

        foreach (var (title, options) in Sections(command))
        {
            page.Rows(title, options);
        }

        page.Examples(Help.Examples.For(command?.Path ?? []));
        return page.ToString();
    }

    /// <summary>How the command is written: its name, what it requires, what may follow.</summary>
    internal static string Usage(CommandSpec? command)
    {
        List<string> parts = [Title(command)];
        if (command is not { IsGroup: false })
        {
            parts.Add("COMMAND");
        }
        else
        {
            parts.AddRange(command.Positionals.Select(Placeholder));
            foreach (var option in command.Options)
            {
                if (option.IsRequired)
                {
                    parts.Add(WithValue(option));
                }
            }
        }

        return string.Join(' ', [.. parts, Options]);
    }

    /// <summary>The command's options under their headings, those of every command last.</summary>
    internal static IEnumerable<(string Title, IReadOnlyList<(string Name, string? Text)> Options)> Sections(CommandSpec? command)
    {
        for (var group = OptionGroup.General; group <= OptionGroup.Suffixes; group++)
        {
            List<OptionSpec> shown = [];
            foreach (var option in command?.Options ?? [])
            {
                if (option.Group == group && option.Help is not null)
                {
                    shown.Add(option);
                }
            }

            List<(string Name, string? Text)> rows = [.. shown
                .OrderBy(option => option.IsRequired ? "" : option.Name, StringComparer.Ordinal)
                .Select(OptionRow)];

            if (rows.Count > 0)
            {
                yield return (TitleOf(group), rows);
            }
        }

        yield return ("Global options", [.. GlobalOptionSpecs.All.Append(ArgumentReader.Help).Select(OptionRow)]);
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

    /// <summary>All names of an option, the first one with the placeholder of its value last, and what it does.</summary>
    internal static (string Name, string? Text) OptionRow(OptionSpec option)
    {
        var text = option.IsRequired ? $"[Required] {option.Help}" : option.Help;
        return (
            string.Join(", ", [.. option.Names.Skip(1).OrderBy(name => name.Length), WithValue(option)]),
            option.Choices is null ? text : $"{text} One of: {string.Join(", ", option.Choices)}.");
    }

    // Its first name, and behind it what stands for the value; nothing behind a flag.
    private static string WithValue(OptionSpec option) => option.Arity switch
    {
        Arity.Nothing => option.Name,
        Arity.Optional => $"{option.Name} [{option.Placeholder}]",
        Arity.Any or Arity.OneOrMore => $"{option.Name} {option.Placeholder}...",
        _ => $"{option.Name} {option.Placeholder}",
    };

    private static string TitleOf(OptionGroup group) => group switch
    {
        OptionGroup.BrowserAndDeviceCode => "Browser and device code",
        OptionGroup.ServicePrincipal => "Service principal",
        OptionGroup.ManagedIdentity => "Managed identity",
        OptionGroup.Subscriptions => "Tenants and subscriptions",
        OptionGroup.Endpoints => "Endpoints",
        OptionGroup.Suffixes => "Suffixes",
        _ => "Options",
    };

    private static string Title(CommandSpec? command) => string.Join(' ', ["az", .. command?.Path ?? []]);

    private static int Width(Screen terminal) =>
        terminal.OutIsTerminal ? Math.Clamp(terminal.Width, Narrowest, Widest) : UsualWidth;
}
