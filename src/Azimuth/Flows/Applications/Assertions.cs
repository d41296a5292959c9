using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Azimuth.Storage;
using Azimuth.Text;
using Azimuth.Tokens;

namespace Azimuth.Flows.Applications;

/// <summary>
/// Another issuer's word for an application: from the file that the platform renews, as it was given, or newly asked for.
/// </summary>
/// <param name="jobs">Gets ID tokens from the pipeline's service.</param>
/// <param name="time">Decides what has expired.</param>
public sealed class Assertions(PipelineIdTokens jobs, TimeProvider time)
{
    private const int Largest = 64 * 1024;

    // What ends before the authority has looked at it is of no use.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    /// <summary>A federated token that is valid now, as far as its times say.</summary>
    /// <exception cref="UserError">There is none.</exception>
    internal async Task<Secret> GetAsync(ServicePrincipalEntry entry, CancellationToken cancel) => entry switch
    {
        { AssertionFile: { } path } => Read(path), // each time anew: the platform replaces it
        { Recipe: { } recipe } when entry.ClientAssertion.IsEmpty || (HasEnded(entry.ClientAssertion) && jobs.CanAsk(recipe)) =>
            await jobs.AskAsync(recipe, cancel),
        _ => entry.ClientAssertion, // Entra ID has the last word on its times
    };

    /// <summary>The file's present content.</summary>
    internal static Secret Read(string path)
    {
        var reading = InputFile.Read(path, Largest);
        if (reading.Bytes is null)
        {
            throw reading.IsMissing
                ? new UserError($"The federated token file '{path}' does not exist.", cause: reading.Cause)
                : new UserError($"The federated token file '{path}' {reading.Problem}.", cause: reading.Cause);
        }

        var text = FileText.Decode(reading.Bytes).WithoutBlankEnds;
        return text.Length > 0 ? new(text) : throw new UserError($"The federated token file '{path}' is empty.");
    }

    /// <summary>The audience of a federated token; null if it has none.</summary>
    internal static string? AudienceOf(Secret assertion) => Claim(assertion, "aud", static value => value.TextOrNull());

    private bool HasEnded(Secret assertion) => Claim(
        assertion,
        "exp",
        static value => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is > 0 and < 253402300799
            ? seconds.ToString("R", System.Globalization.CultureInfo.InvariantCulture)
            : null) is { } ends
        && DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(ends, System.Globalization.CultureInfo.InvariantCulture)) < time.GetUtcNow()
            + Margin;

    private static string? Claim(Secret assertion, string name, Func<JsonElement, string?> read)
    {
        var parts = assertion.Reveal().Split('.');
        if (parts.Length != 3 || !Base64Url.IsValid(parts[1]))
        {
            return null;
        }

        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromUtf8(Encoding.ASCII.GetBytes(parts[1])));
            return claims.RootElement.MemberOrNull(name) is { } value ? read(value) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
