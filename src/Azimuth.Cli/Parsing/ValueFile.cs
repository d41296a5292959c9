using Azimuth.Configuration;
using Azimuth.Storage;
using Azimuth.Text;

namespace Azimuth.Cli.Parsing;

/// <summary><c>@file</c>: a value that is the content of a file; <c>@-</c>: of stdin.</summary>
/// <param name="input">stdin.</param>
/// <param name="environment">Where <c>~</c> leads.</param>
internal sealed class ValueFile(TextReader input, EnvironmentVariables environment)
{
    private const int Largest = 1024 * 1024; // a value, not an upload

    /// <summary>
    /// The text, without the line ends at its end; null when it cannot be read, and then the word itself is the value, as with the Azure
    /// CLI.
    /// </summary>
    /// <exception cref="UserError">It is larger than 1 MiB.</exception>
    public string? Read(string path)
    {
        var text = path == "-" ? ReadInput()
            : InputFile.Read(
                path is ['~', '/', .. var rest] && environment.NonEmpty("HOME") is { } home ? Path.Combine(home, rest) : path,
                Largest) switch
            {
                { Bytes: { } bytes } => FileText.Decode(bytes),
                { IsTooLarge: true } => throw TooLarge($"The file '{path}'"),
                _ => null,
            };
        return text?.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n');
    }

    private string ReadInput()
    {
        var text = new char[Largest + 1];
        var length = input.ReadBlock(text);
        return length <= Largest ? new(text, 0, length) : throw TooLarge("The text on stdin");
    }

    private static UserError TooLarge(string what) => new($"{what} is larger than 1 MiB, the limit for a value.", exitCode: 2);
}
