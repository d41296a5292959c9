using System.Diagnostics;
using System.Globalization;
using System.Text;
using Azimuth.Harness.Processes;

namespace Azimuth.Fuzz;

/// <summary>Tries a reader on very many inputs: it must not throw what nobody expects, hang, or lose anything.</summary>
internal static class Fuzz
{
    /// <summary>How many inputs each reader gets; more with <c>./test --all</c> and with <c>AZIMUTH_FUZZ_INPUTS</c>.</summary>
    private static readonly int Inputs = Number("AZIMUTH_FUZZ_INPUTS", Thoroughness.IsFull ? 30_000 : 10_000);

    /// <summary>The first input's number: always the same, so that a failure comes again; another with <c>AZIMUTH_FUZZ_SEED</c>.</summary>
    private static readonly int First = Number("AZIMUTH_FUZZ_SEED", 20_261_124);

    /// <summary>Nothing here takes a millisecond, but the machine may be busy.</summary>
    private static readonly TimeSpan Hangs = TimeSpan.FromSeconds(20);

    public static void Try(Mutator inputs, Action<byte[]> reader)
    {
        var (trying, since) = (First, Stopwatch.GetTimestamp());
        Exception? failure = null;
        var work = new Thread(() =>
        {
            for (var number = First; number < First + Inputs && failure is null; number++)
            {
                (trying, since) = (number, Stopwatch.GetTimestamp());
                try
                {
                    reader(inputs.Make(number));
                }
                catch (Exception wrong)
                {
                    failure = wrong;
                }
            }
        })
        {
            IsBackground = true,
        };
        work.Start();
        while (!work.Join(200))
        {
            if (Stopwatch.GetElapsedTime(since) > Hangs)
            {
                Assert.Fail($"Input {trying} takes longer than {Hangs.TotalSeconds} s:\n{Show(inputs.Make(trying))}");
            }
        }

        if (failure is not null)
        {
            Assert.Fail($"Input {trying}:\n{Show(inputs.Make(trying))}\n{failure}");
        }
    }

    /// <summary>For readers of text.</summary>
    public static void Try(Mutator inputs, Action<string> reader) => Try(inputs, bytes => reader(Encoding.UTF8.GetString(bytes)));

    /// <summary>Runs what may end with a sentence for a person.</summary>
    public static void Allow<T>(Action action)
        where T : Exception
    {
        try
        {
            action();
        }
        catch (T)
        {
            // the reader said no, as it may
        }
    }

    private static string Show(byte[] input) =>
        $"{Encoding.UTF8.GetString(input.AsSpan(0, Math.Min(input.Length, 2000)))}\n(base64: "
            + $"{Convert.ToBase64String(input.AsSpan(0, Math.Min(input.Length, 6000)))})";

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
