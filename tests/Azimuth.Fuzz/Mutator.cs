using System.Text;

namespace Azimuth.Fuzz;

/// <summary>Makes inputs that are nearly right: a good one, changed in a few places, reaches deeper than noise does.</summary>
/// <param name="seeds">Good inputs.</param>
/// <param name="words">What the format is made of; put in anywhere.</param>
internal sealed class Mutator(IReadOnlyList<byte[]> seeds, IReadOnlyList<string> words)
{
    private const int Longest = 64 * 1024;
    private readonly byte[][] _words = [.. words.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The input of this number; the same one each time.</summary>
    public byte[] Make(int number)
    {
        var random = new Random(number);
        if (random.Next(50) == 0)
        {
            return Noise(random, random.Next(400));
        }

        var bytes = new List<byte>(seeds[random.Next(seeds.Count)]);
        for (var changes = random.Next(7); changes >= 0; changes--)
        {
            Change(bytes, random);
        }

        return bytes.Count <= Longest ? [.. bytes] : [.. bytes[..Longest]];
    }

    private void Change(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var length = random.Next(Math.Min(bytes.Count - at, 1 << random.Next(9)) + 1);
        switch (random.Next(9))
        {
            case 0:
                bytes.RemoveRange(at, length);
                break;
            case 1:
                bytes.RemoveRange(at, bytes.Count - at); // cut short
                break;
            case 2:
                bytes.InsertRange(at, bytes.GetRange(at, length)); // said twice
                break;
            case 3:
                var other = seeds[random.Next(seeds.Count)];
                var from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other[from..(from + random.Next(Math.Min(other.Length - from, 200) + 1))]);
                break;
            case 4 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 5 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 6:
                bytes.InsertRange(at, Noise(random, random.Next(6)));
                break;
            case 7:
                var word = _words[random.Next(_words.Length)];
                for (var times = random.Next(40) == 0 ? random.Next(3000) : 1; times > 0; times--)
                {
                    bytes.InsertRange(at, word); // once, or so often that what nests is nested deeply
                }

                break;
            default:
                bytes.InsertRange(at, _words[random.Next(_words.Length)]);
                break;
        }
    }

    private static byte[] Noise(Random random, int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }
}
