using Azimuth.Cli.Terminal.Text;

namespace Azimuth.Cli.Parsing.Specs;

/// <summary>
/// Words of a command line that fit nowhere, as an error may repeat them. A secret stands there behind a mistyped option
/// (<c>--pasword VALUE</c>), or when a shell split it at a blank.
/// </summary>
internal static class RedactedArguments
{
    /// <summary>In the place of a value that is not repeated.</summary>
    public const string Hidden = "***";

    private const int Longest = 200;
    private const int LongestChoice = 12;

    // Parts of the names of options that take secrets, in the Azure CLI and elsewhere.
    private static readonly string[] Secretive = ["pas", "pwd", "secret", "token", "key", "assert", "cred", "claim", "cert", "sas", "auth"];

    /// <summary>The words, values that may be secrets hidden.</summary>
    /// <param name="words">In order.</param>
    /// <param name="isSecretive">Whether the command takes secrets: then no value is shown.</param>
    public static IReadOnlyList<string> From(IReadOnlyList<string> words, bool isSecretive)
    {
        var shown = new string[words.Count];
        var hides = isSecretive;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] is not ['-', _, ..])
            {
                shown[i] = hides || SecretPath.IsPem(words[i]) || SecretPath.IsToken(words[i]) ? Hidden : Short(words[i]);
                continue;
            }

            hides = isSecretive || IsSecretive(words[i]);
            shown[i] = hides ? NameOf(words[i]) : Short(words[i]);
        }

        return shown;
    }

    /// <summary>Whether an option's name says that its value is a secret.</summary>
    public static bool IsSecretive(string option) =>
        option is ['-', _, ..] && Secretive.Any(part => option.Split('=')[0].Contains(part, StringComparison.OrdinalIgnoreCase));

    /// <summary>A value that is none of the allowed ones. Where secrets are taken, only what reads as a mistyped choice is shown.</summary>
    public static string OfChoice(string value, bool isSecretive) =>
        isSecretive && !(value.Length <= LongestChoice && value.All(char.IsAsciiLetterLower)) ? Hidden : Short(value);

    // --name=VALUE, or -nVALUE: a single dash has a name of one letter.
    private static string NameOf(string option)
    {
        var equals = option.IndexOf('=', StringComparison.Ordinal);
        return option[1] != '-' && option.Length > 2 ? option[..2] + Hidden
            : equals >= 0 ? Short(option[..equals]) + "=" + Hidden
            : Short(option);
    }

    /// <summary>One line of it, and not all of it where it is very long.</summary>
    public static string Short(string word) => VisibleText.Line(word.Length <= Longest ? word : word[..Longest] + "…");
}
