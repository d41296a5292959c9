using System.Text;

namespace Azimuth.Cli.Terminal.QrCodes;

/// <summary>
/// A QR code (ISO/IEC 18004) of up to 106 bytes: versions 1 to 5 at error correction L, which all have one block, so that
/// nothing is interleaved. An address to type a device code at has some 35.
/// </summary>
internal sealed class QrCode
{
    private const int Masks = 8;

    // By version, from 1: codewords of data and of error correction at L, and the center of the one alignment pattern.
    private static readonly int[] Data = [19, 34, 55, 80, 108];
    private static readonly int[] Correction = [7, 10, 15, 20, 26];
    private static readonly int[] Alignment = [0, 18, 22, 26, 30];

    private readonly bool[,] _dark;
    private readonly bool[,] _isFixed;

    private QrCode(int version)
    {
        Size = 17 + (4 * version);
        _dark = new bool[Size, Size];
        _isFixed = new bool[Size, Size];
        DrawFixed(version);
    }

    /// <summary>Modules on each side, without the quiet zone around.</summary>
    public int Size { get; }

    /// <summary>Whether the module is dark; outside it is light.</summary>
    public bool IsDark(int x, int y) => x >= 0 && y >= 0 && x < Size && y < Size && _dark[x, y];

    /// <summary>The code for <paramref name="text"/> with the mask that is the easiest to read; null when it is too long.</summary>
    public static QrCode? Encode(string text) => Masked(text).MinBy(QrPenalty.Calculate);

    /// <summary>The same code with each mask; none when it is too long.</summary>
    internal static IEnumerable<QrCode> Masked(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var version = 1 + Array.FindIndex(Data, words => bytes.Length + 2 <= words);
        if (version == 0)
        {
            yield break;
        }

        var data = Codewords(bytes, Data[version - 1]);
        byte[] all = [.. data, .. ReedSolomon.Remainder(data, Correction[version - 1])];
        for (var mask = 0; mask < Masks; mask++)
        {
            var code = new QrCode(version);
            code.Fill(all, mask);
            code.DrawFormat(mask);
            yield return code;
        }
    }

    // Mode 0100 (bytes), the length in 8 bits, the bytes, an end of up to 4 bits, and 0xEC 0x11 until it is full (7.4).
    private static byte[] Codewords(byte[] bytes, int length)
    {
        var words = new byte[length];
        words[0] = (byte)(0x40 | (bytes.Length >> 4));
        words[1] = (byte)(bytes.Length << 4);
        for (var at = 0; at < bytes.Length; at++)
        {
            words[at + 1] |= (byte)(bytes[at] >> 4);
            words[at + 2] = (byte)(bytes[at] << 4);
        }

        for (var at = bytes.Length + 2; at < length; at++)
        {
            words[at] = (at - bytes.Length) % 2 == 0 ? (byte)0xEC : (byte)0x11;
        }

        return words;
    }

    private void DrawFixed(int version)
    {
        for (var at = 0; at < Size; at++)
        {
            Fix(at, 6, at % 2 == 0); // timing
            Fix(6, at, at % 2 == 0);
        }

        DrawSquares(3, 3, 4);
        DrawSquares(Size - 4, 3, 4);
        DrawSquares(3, Size - 4, 4);
        if (Alignment[version - 1] is > 0 and var center)
        {
            DrawSquares(center, center, 2);
        }

        DrawFormat(0); // its place is taken; what stands there depends on the mask
    }

    // Squares around a point, alternately light and dark; the outermost of a finder (4) is its light separator.
    private void DrawSquares(int x, int y, int radius)
    {
        for (var down = -radius; down <= radius; down++)
        {
            for (var right = -radius; right <= radius; right++)
            {
                if (x + right >= 0 && x + right < Size && y + down >= 0 && y + down < Size)
                {
                    var ring = Math.Max(Math.Abs(right), Math.Abs(down));
                    Fix(x + right, y + down, radius == 2 ? ring != 1 : ring is not (2 or 4));
                }
            }
        }
    }

    // Level L is 01; BCH (15, 5) behind it, and the whole against a mask of its own (7.9). Two copies, and one dark module.
    private void DrawFormat(int mask)
    {
        var value = (1 << 3) | mask;
        var rest = value;
        for (var bit = 0; bit < 10; bit++)
        {
            rest = (rest << 1) ^ ((rest >> 9) * 0x537);
        }

        var format = ((value << 10) | rest) ^ 0x5412;
        for (var bit = 0; bit < 15; bit++)
        {
            var dark = ((format >> bit) & 1) != 0;
            var (x, y) = bit switch
            {
                < 6 => (8, bit),
                6 => (8, 7),
                7 => (8, 8),
                8 => (7, 8),
                _ => (14 - bit, 8),
            };
            Fix(x, y, dark);
            var (otherX, otherY) = bit < 8 ? (Size - 1 - bit, 8) : (8, Size - 15 + bit);
            Fix(otherX, otherY, dark);
        }

        Fix(8, Size - 8, dark: true);
    }

    private void Fix(int x, int y, bool dark) => (_dark[x, y], _isFixed[x, y]) = (dark, true);

    // Bits go up and down in columns of two, from the right, past the vertical timing pattern (7.7.3).
    private void Fill(byte[] words, int mask)
    {
        var bit = 0;
        for (var right = Size - 1; right > 0; right -= 2)
        {
            right -= right == 6 ? 1 : 0;
            for (var step = 0; step < Size; step++)
            {
                var isUpward = ((right + 1) & 2) == 0;
                var y = isUpward ? Size - 1 - step : step;
                foreach (var x in (ReadOnlySpan<int>)[right, right - 1])
                {
                    if (!_isFixed[x, y])
                    {
                        var dark = bit < words.Length * 8 && ((words[bit / 8] >> (7 - (bit % 8))) & 1) != 0;
                        _dark[x, y] = dark ^ IsInverted(mask, x, y);
                        bit++;
                    }
                }
            }
        }
    }

    private static bool IsInverted(int mask, int x, int y) => mask switch
    {
        0 => (x + y) % 2 == 0,
        1 => y % 2 == 0,
        2 => x % 3 == 0,
        3 => (x + y) % 3 == 0,
        4 => ((y / 2) + (x / 3)) % 2 == 0,
        5 => (x * y % 2) + (x * y % 3) == 0,
        6 => ((x * y % 2) + (x * y % 3)) % 2 == 0,
        _ => (((x + y) % 2) + (x * y % 3)) % 2 == 0,
    };
}
