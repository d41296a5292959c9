using System.Text;

namespace Azimuth.Messages;

/// <summary>docs/maintainers/messages.md: every text of az and of the sandbox, by source folder and source.</summary>
internal static class MessagesPage
{
    public const string File = "docs/maintainers/messages.md";

    public const string Renewal = "tests/Azimuth.Messages/renew";

    private static readonly string[] Projects = ["src/Azimuth", "src/Azimuth.Cli", "src/Azimuth.JmesPath", "src/Azimuth.Sandbox"];

    public static IReadOnlyList<Message> Messages { get; } =
        [.. Projects.SelectMany(project => Repository.Files(project, "*.cs")).AsParallel().AsOrdered().SelectMany(MessageReader.Read)];

    public static string Make()
    {
        var page = new StringBuilder($"""
            # Messages

            For maintainers: every text that `az` and `az-sandbox` show (errors, warnings, prompts, help, log lines), by source, to review
            the voice in one sitting. `{Renewal}` makes this page from the sources; do not edit it. `{"{name}"}` is a value, `[text]` is
            optional, `(one | other)` are alternatives, and `⏎` is a line break. An indented line follows the line above it.

            """);
        foreach (var folder in Messages.GroupBy(message => message.Folder).OrderBy(folder => folder.Key, StringComparer.Ordinal))
        {
            page.Append('\n').Append($"## {folder.Key}\n");
            foreach (var source in folder.GroupBy(message => message.Source))
            {
                page.Append('\n').Append($"**{source.Key}**\n\n");
                foreach (var message in source)
                {
                    page.Append(message.IsRemedy ? "  - " : "- ").Append(Escape(message.Text)).Append('\n');
                }
            }
        }

        return page.ToString();
    }

    // What Markdown would take for its own.
    private static string Escape(string text) =>
        text.Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);
}
