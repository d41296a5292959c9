namespace Azimuth.Cli.Terminal.QrCodes;

/// <summary>How hard a QR code is to read: the four rules by which its mask is chosen (ISO/IEC 18004, 7.8.3). Less is better.</summary>
internal static class QrPenalty
{
    private const int FinderLike = 0b10111010000; // dark, light, three dark, light, dark, and four light: the shape that readers look for
    private const int FinderLikeBackward = 0b00001011101;

    public static int Calculate(QrCode code)
    {
        var penalty = 0;
        var dark = 0;
        for (var line = 0; line < code.Size; line++)
        {
            var (row, column) = (line, line);
            penalty += OfLine(code.Size, at => code.IsDark(at, row)) + OfLine(code.Size, at => code.IsDark(column, at));
            for (var x = 0; x < code.Size; x++)
            {
                dark += code.IsDark(x, line) ? 1 : 0;
                penalty += x + 1 < code.Size && line + 1 < code.Size && IsBlock(code, x, line) ? 3 : 0;
            }
        }

        var percent = dark * 100.0 / (code.Size * code.Size);
        return penalty + ((int)(Math.Abs(percent - 50) / 5) * 10);
    }

    private static int OfLine(int size, Func<int, bool> isDark)
    {
        var penalty = 0;
        var run = 0;
        var window = 0;
        for (var at = 0; at < size; at++)
        {
            run = at > 0 && isDark(at) == isDark(at - 1) ? run + 1 : 1;
            penalty += run == 5 ? 3 : run > 5 ? 1 : 0;
            window = ((window << 1) | (isDark(at) ? 1 : 0)) & 0x7FF;
            penalty += at >= 10 && window is (FinderLike or FinderLikeBackward) ? 40 : 0;
        }

        return penalty;
    }

    private static bool IsBlock(QrCode code, int x, int y) =>
        code.IsDark(x, y) == code.IsDark(x + 1, y)
            && code.IsDark(x, y) == code.IsDark(x, y + 1)
            && code.IsDark(x, y) == code.IsDark(x + 1, y + 1);
}
