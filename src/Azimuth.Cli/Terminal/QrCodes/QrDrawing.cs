using System.Text;

namespace Azimuth.Cli.Terminal.QrCodes;

/// <summary>A QR code in characters, two modules above each other in one.</summary>
internal static class QrDrawing
{
    /// <summary>Light modules around it: a phone wants four by the standard and reads two.</summary>
    public const int Quiet = 2;

    // Light on dark whatever the terminal's own colors are: a code in reverse is not read by every phone.
    private const string LightOnDark = "\e[97;40m";
    private const string Plain = "\e[0m";

    /// <summary>Columns that it takes.</summary>
    public static int WidthOf(QrCode code) => code.Size + (2 * Quiet);

    /// <summary>Its lines. Without color the light modules are what the terminal writes with, which is right on a dark terminal.</summary>
    public static IReadOnlyList<string> Lines(QrCode code, bool color)
    {
        var lines = new List<string>();
        for (var y = -Quiet; y < code.Size + Quiet; y += 2)
        {
            var line = new StringBuilder(color ? LightOnDark : "");
            for (var x = -Quiet; x < code.Size + Quiet; x++)
            {
                var isBelow = y + 1 < code.Size + Quiet; // an odd height ends in half a line
                line.Append((code.IsDark(x, y), !isBelow || code.IsDark(x, y + 1)) switch
                {
                    (false, false) => '█',
                    (false, true) => '▀',
                    (true, false) => '▄',
                    _ => ' ',
                });
            }

            lines.Add(line.Append(color ? Plain : "").ToString());
        }

        return lines;
    }
}
