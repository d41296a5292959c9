using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Azimuth.Cli.Processes;

/// <summary>
/// The arguments of this process as others see them: <c>ps</c> and <c>/proc/PID/cmdline</c> show every user of the machine
/// what was typed, for as long as the process runs.
/// </summary>
internal static class ProcessArguments
{
    // Fields 48 and 49 of /proc/self/stat (proc(5)), counted from the state, which follows the name in parentheses.
    private const int StartField = 45;
    private const int EndField = 46;

    /// <summary>Overwrites secrets where the system shows them. Linux only: elsewhere there is no documented place to write to.</summary>
    public static void Hide(IReadOnlyList<string> secrets)
    {
        if (!OperatingSystem.IsLinux() || Find() is not var (start, length))
        {
            return;
        }

        var words = new byte[length];
        Marshal.Copy(start, words, 0, length);
        Wipe(words, secrets);
        Marshal.Copy(words, 0, start, length);
    }

    /// <summary>
    /// Overwrites each word that is a secret, or that ends with one after an option's name: <c>-pVALUE</c>, <c>--password=VALUE</c>.
    /// </summary>
    /// <param name="words">Words that each end with a zero.</param>
    /// <param name="secrets">What must not be seen.</param>
    internal static void Wipe(Span<byte> words, IReadOnlyList<string> secrets)
    {
        for (var rest = words; !rest.IsEmpty;)
        {
            var end = rest.IndexOf((byte)0);
            var word = end < 0 ? rest : rest[..end];
            var text = Encoding.UTF8.GetString(word); // as the runtime read it: bytes that are not UTF-8 came as U+FFFD
            foreach (var secret in secrets)
            {
                if (secret.Length > 0
                    && text.EndsWith(secret, StringComparison.Ordinal)
                    && (text.Length == secret.Length || text[0] == '-'))
                {
                    word[Encoding.UTF8.GetByteCount(text.AsSpan()[..^secret.Length])..].Fill((byte)'*');
                }
            }

            rest = end < 0 ? [] : rest[(end + 1)..];
        }
    }

    private static (nint Start, int Length)? Find()
    {
        try
        {
            var stat = File.ReadAllText("/proc/self/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var start = nint.Parse(fields[StartField], CultureInfo.InvariantCulture);
            var end = nint.Parse(fields[EndField], CultureInfo.InvariantCulture);
            return start > 0 && end > start ? (start, (int)(end - start)) : null; // zeros: the kernel does not tell
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // without /proc the arguments cannot be seen there either
        }
    }
}
