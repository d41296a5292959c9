using Azimuth.Accounts;
using Azimuth.Cli.Terminal;

namespace Azimuth.Cli.Commands.Login.Selection;

/// <summary>Shows the subscriptions and asks for one. Table and outcome go to stdout, the rest to stderr.</summary>
internal static class SelectorDialog
{
    /// <summary>Rows that are printed at once; more would scroll away unread.</summary>
    public const int MostRows = 200;

    private const string Filter = "Type part of a name, ID or tenant to filter, or q to keep the default.";

    private const string Question = "Select a subscription and tenant (Type a number or Enter for no changes): ";

    /// <summary>
    /// Whether a sign-in ends with the question which subscription to use. It does so whatever <c>-o</c> says: the question is for the
    /// user at the terminal, and no result follows it (recorded). 32-bit processes have no selector (docs/reference.md).
    /// </summary>
    /// <param name="platform">This machine.</param>
    /// <param name="inIsTerminal">Whether stdin is a terminal.</param>
    /// <param name="outIsTerminal">Whether stdout is a terminal.</param>
    /// <param name="isOn"><c>core.login_experience_v2</c>; asked last, since it reads a file.</param>
    public static bool IsShown(Platform platform, bool inIsTerminal, bool outIsTerminal, Func<bool> isOn) =>
        inIsTerminal && outIsTerminal && platform.Is64Bit && isOn();

    /// <summary>The subscription that was chosen; the default for Enter and at the end of input.</summary>
    public static async Task<Subscription> AskAsync(Selector selector, Terminal.Terminal terminal, CancellationToken cancel)
    {
        terminal.Print("");
        terminal.Print("[Tenant and subscription selection]");
        Show(selector.Rows, selector, terminal);
        terminal.Say(
            $"The default is marked with an *; the default tenant is '{selector.Default.Tenant}' and subscription is "
                + $"'{selector.Default.Name}' ({selector.Default.Id}).");
        if (selector.Rows.Count > 1)
        {
            terminal.Say(Filter);
        }

        terminal.Say("");

        while (true)
        {
            var line = await terminal.AskAsync(Question, cancel);
            if (line is null)
            {
                terminal.Say(""); // the end of input leaves the cursor behind the question
            }

            switch (selector.Read(line))
            {
                case SelectorAnswer.Chosen { Row: var row }:
                    terminal.Print("");
                    terminal.Print($"Tenant: {row.Tenant}");
                    terminal.Print($"Subscription: {row.Name} ({row.Id})");
                    terminal.Print("");
                    return row.Subscription;
                case SelectorAnswer.Narrowed { Rows: var rows }:
                    Show(rows, selector, terminal);
                    break;
                default:
                    terminal.Warn(Invalid(selector));
                    break;
            }
        }
    }

    // The Azure CLI's two words come first.
    private static string Invalid(Selector selector) =>
        selector.Rows.Count == 1
            ? "Invalid selection. Type 1, or press Enter to keep the default."
            : $"Invalid selection. Type a number from 1 to {selector.Rows.Count}, or part of a name, ID or tenant to filter. "
                + "Press Enter to keep the default.";

    private static void Show(IReadOnlyList<SelectorRow> rows, Selector selector, Terminal.Terminal terminal)
    {
        terminal.Print("");
        terminal.Print(SelectorTable.Render([.. rows.Take(MostRows)], terminal.Width, terminal.Color));
        if (rows.Count > MostRows)
        {
            terminal.Say($"Showing {MostRows} of {rows.Count}. Type part of a name, ID or tenant to filter.");
            terminal.Say("");
        }
        else if (rows.Count < selector.Rows.Count)
        {
            terminal.Say($"{rows.Count} of {selector.Rows.Count} subscriptions match. Type a number, or another part of a name.");
            terminal.Say("");
        }
    }
}
