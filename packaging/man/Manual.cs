using Azimuth.Cli.Help;
using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.ManPages;

/// <summary>
/// A page for <c>az</c>, for each group and for each command: <c>az.1</c>, <c>az-account.1</c>, <c>az-account-show.1</c>.
/// </summary>
internal sealed class Manual(CommandBranches branches, string version, DateOnly date)
{
    private static readonly (string Term, string Meaning)[] ExitCodes = [
        ("0", "Success."),
        ("1", "Failure: a sentence on standard error says why and what to do."),
        ("2", "Wrong usage: an option, a value or a command that does not exist."),
        ("3", "The requested item does not exist."),
        ("130", "Ended by Ctrl-C."),
    ];

    private static readonly (string Term, string Meaning)[] Files = [
        ("~/.azure", "Configuration folder, shared with the Azure CLI. AZURE_CONFIG_DIR overrides it."),
        ("~/.azure/azureProfile.json", "Subscriptions, one of them the current one."),
        ("~/.azure/msal_token_cache.json", "Tokens, readable only by you."),
        ("~/.azure/config", "Settings, as `az config set` writes them."),
    ];

    /// <summary>Every page with its name.</summary>
    public IEnumerable<(string Name, string Text)> Pages()
    {
        var all = branches.Names.Select(name => branches.Find(name)!).ToList();
        yield return ("az", Root(all));
        foreach (var command in all.SelectMany(Below))
        {
            yield return (NameOf(command.Path), Page(command));
        }
    }

    /// <summary>The page of the sandbox's own program.</summary>
    /// <param name="usage">What its <c>--help</c> prints.</param>
    public string OfSandbox(string usage)
    {
        var page = Begin("az-sandbox-serve", "the program behind `az sandbox start`");
        page.Section("SYNOPSIS");
        page.Text("az-sandbox serve --state DIR [options]");
        page.Section("DESCRIPTION");
        page.Verbatim(usage);
        return SeeAlso(page, ["az-sandbox"]);
    }

    private static IEnumerable<CommandSpec> Below(CommandSpec command) => [command, .. command.Subcommands.SelectMany(Below)];

    private static string NameOf(IEnumerable<string> path) => string.Join('-', ["az", .. path]);

    private string Root(List<CommandSpec> commands)
    {
        var page = Begin("az", HelpPage.Purpose);
        page.Section("SYNOPSIS");
        page.Text(HelpPage.Usage(null));
        page.Section("DESCRIPTION");
        page.Paragraph(HelpPage.HandsOver);
        page.Paragraph("Each command has a page: man az-login. Each prints its own with --help.");
        Entries(page, "COMMANDS", commands.Select(HelpPage.CommandRow));
        Common(page, null);
        Entries(page, "EXIT STATUS", ExitCodes!);
        Entries(page, "FILES", Files!);
        return SeeAlso(page, commands.Select(command => NameOf(command.Path)));
    }

    private string Page(CommandSpec command)
    {
        var page = Begin(NameOf(command.Path), command.Help);
        page.Section("SYNOPSIS");
        page.Text(HelpPage.Usage(command));
        page.Section("DESCRIPTION");
        foreach (var paragraph in Descriptions.For(command.Path).Prepend(command.Help))
        {
            page.Paragraph(paragraph);
        }

        Entries(page, "COMMANDS", command.Subcommands.Select(HelpPage.CommandRow));
        Entries(page, "ARGUMENTS", command.Positionals.Select(positional => (HelpPage.Placeholder(positional), positional.Help)));
        Common(page, command);
        return SeeAlso(page, [NameOf(command.Path.SkipLast(1)), .. command.Subcommands.Select(sub => NameOf(sub.Path))]);
    }

    private RoffPage Begin(string name, string purpose)
    {
        var page = new RoffPage(name, version, date);
        page.Section("NAME");
        page.Text($"{name} - {purpose.TrimEnd('.')}");
        return page;
    }

    private static void Common(RoffPage page, CommandSpec? command)
    {
        foreach (var (title, options) in HelpPage.Sections(command))
        {
            Entries(page, title.ToUpperInvariant(), options);
        }

        if (Examples.For(command?.Path ?? []) is { Count: > 0 } examples)
        {
            page.Section("EXAMPLES");
            foreach (var example in examples)
            {
                page.Paragraph(example.Purpose);
                page.Verbatim(example.Command);
            }
        }
    }

    private static void Entries(RoffPage page, string title, IEnumerable<(string Term, string? Meaning)> entries)
    {
        var all = entries.ToList();
        if (all.Count == 0)
        {
            return;
        }

        page.Section(title);
        all.ForEach(entry => page.Entry(entry.Term, entry.Meaning));
    }

    private static string SeeAlso(RoffPage page, IEnumerable<string> names)
    {
        page.Section("SEE ALSO");
        page.Text(string.Join(", ", names.Select(name => $"{name}(1)")));
        return page.ToString();
    }
}
