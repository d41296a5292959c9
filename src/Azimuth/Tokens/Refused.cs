using System.Globalization;
using System.Text;
using Azimuth.Storage;

namespace Azimuth.Tokens;

/// <summary>What the authority said to the process that asked for all that wait; it counts for nobody who comes later.</summary>
internal static class Refused
{
    private const char Between = '\u001f'; // no sentence holds it

    public static void Write(string lockFile, UserError refusal, DateTimeOffset when)
    {
        try
        {
            var options = AtomicFile.NewFile();
            options.Mode = FileMode.Create; // the turn is a lock: nobody else writes or reads it meanwhile
            using var file = File.Open(lockFile + ".refused", options);
            file.Write(Encoding.UTF8.GetBytes(string.Join(Between, when.UtcTicks, refusal.Message, refusal.Remedy)));
        }
        catch (Exception failure) when (FileErrors.IsOne(failure))
        {
            // Then each of them asks for itself.
        }
    }

    public static UserError? Read(string lockFile, DateTimeOffset since)
    {
        try
        {
            return File.ReadAllText(lockFile + ".refused").Split(Between) is [var ticks, var sentence, var remedy]
                && long.TryParse(ticks, CultureInfo.InvariantCulture, out var when) && when >= since.UtcTicks
                    ? new(sentence, remedy.Length == 0 ? null : remedy)
                    : null;
        }
        catch (Exception failure) when (FileErrors.IsOne(failure))
        {
            return null;
        }
    }
}
