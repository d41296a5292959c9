using System.Text.RegularExpressions;

namespace Azimuth.Recorded;

/// <summary>The colored pieces of some terminal output.</summary>
public static partial class Colors
{
    /// <summary>Each piece between a color and the end of it, with the color's numbers before it.</summary>
    public static IReadOnlyList<string> In(string output) =>
        [.. Piece.Matches(output).Select(piece => $"{piece.Groups[1].Value} {piece.Groups[2].Value.Trim()}")];

    [GeneratedRegex(@"\x1b\[([1-9][0-9;]*)m(.*?)\x1b\[0?m", RegexOptions.Singleline)]
    private static partial Regex Piece { get; }
}
