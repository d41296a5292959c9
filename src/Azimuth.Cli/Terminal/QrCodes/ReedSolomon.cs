namespace Azimuth.Cli.Terminal.QrCodes;

/// <summary>The error correction of a QR code: a polynomial over GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1 (ISO/IEC 18004, 7.5).</summary>
internal static class ReedSolomon
{
    private const int Modulus = 0x11D;

    /// <summary>The <paramref name="count"/> codewords that follow <paramref name="data"/>.</summary>
    public static byte[] Remainder(byte[] data, int count)
    {
        var generator = Generator(count);
        var remainder = new byte[count];
        foreach (var word in data)
        {
            var factor = (byte)(word ^ remainder[0]);
            for (var at = 0; at < count; at++)
            {
                remainder[at] = (byte)((at + 1 < count ? remainder[at + 1] : 0) ^ Multiply(generator[at], factor));
            }
        }

        return remainder;
    }

    // (x - 2^0)(x - 2^1)…; the leading 1 is left out.
    private static byte[] Generator(int degree)
    {
        var result = new byte[degree];
        result[degree - 1] = 1;
        byte root = 1;
        for (var factor = 0; factor < degree; factor++)
        {
            for (var at = 0; at < degree; at++)
            {
                result[at] = (byte)(Multiply(result[at], root) ^ (at + 1 < degree ? result[at + 1] : 0));
            }

            root = Multiply(root, 2);
        }

        return result;
    }

    private static byte Multiply(byte one, byte other)
    {
        var product = 0;
        for (var bit = 7; bit >= 0; bit--)
        {
            product = (product << 1) ^ ((product >> 7) * Modulus);
            product ^= ((other >> bit) & 1) * one;
        }

        return (byte)product;
    }
}
