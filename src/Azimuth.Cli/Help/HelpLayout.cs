using System.Text;
using Azimuth.Cli.Output.Text;

namespace Azimuth.Cli.Help;

/// <summary>A page of help as lines of text.</summary>
/// <param name="width">Columns of the terminal.</param>
internal sealed class HelpLayout(int width)
{
    /// <summary>Below this width explanations stand below the names of options, not beside them.</summary>
    private const int NarrowWidth = 60;

    /// <summary>A longer name has a line of its own.</summary>
    private const int LongestName = 28;

    private const int Indent = 2;
    private const int DeepIndent = 6;
    private const string Continuation = " \\";

    private readonly StringBuilder _text = new();

    /// <summary>A paragraph, with an empty line before it unless it is the first.</summary>
    public void Paragraph(string text)
    {
        _text.Append(_text.Length == 0 ? "" : "\n");
        _text.AppendWrapped(text, width, indent: 0);
    }

    /// <summary>The line that shows how the command is written.</summary>
    public void Usage(string usage)
    {
        const string Title = "Usage: ";
        _text.Append('\n').Append(Title);
        _text.AppendWrapped(usage, width, Title.Length, Title.Length);
    }

    /// <summary>Names, each with what it is.</summary>
    public void Rows(string title, IReadOnlyList<(string Name, string? Text)> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        _text.Append('\n').Append(title).Append(":\n");
        var longest = 0;
        foreach (var (name, _) in rows)
        {
            longest = name.Length <= LongestName ? Math.Max(longest, name.Length) : longest;
        }

        var column = longest == 0 || (width < NarrowWidth && longest > width / 3) ? DeepIndent : Indent + longest + Indent;
        foreach (var (name, text) in rows)
        {
            Row(name, text ?? "", column);
        }
    }

    /// <summary>What users want to do, each with the command that does it.</summary>
    public void Examples(IReadOnlyList<Example> examples)
    {
        if (examples.Count == 0)
        {
            return;
        }

        _text.Append("\nExamples:\n");
        foreach (var (purpose, command) in examples)
        {
            _text.AppendWrapped(purpose, width, Indent);
            _text.Append(' ', 2 * Indent);
            Command(command);
        }
    }

    /// <summary>All of it.</summary>
    public override string ToString() => _text.ToString();

    private void Row(string name, string text, int column)
    {
        if (Indent + name.Length + Indent <= column)
        {
            _text.Append(' ', Indent).Append(name);
            _text.AppendWrapped(text, width, column, Indent + name.Length);
            return;
        }

        _text.Append(' ', Indent);
        _text.AppendWrapped(name, width, 2 * Indent, 2 * Indent);
        _text.AppendWrapped(text, width, column);
    }

    // A shell joins the lines again; cmd and PowerShell would not, and there the terminal wraps it.
    private void Command(string command)
    {
        if (OperatingSystem.IsWindows())
        {
            _text.Append(command).Append('\n');
        }
        else
        {
            _text.AppendWrapped(command, width, DeepIndent, DeepIndent, Continuation);
        }
    }
}
