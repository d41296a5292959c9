using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.World.Scenarios;

namespace Azimuth.Sandbox.Control;

/// <summary>What the control API answers, and how it reads what it was sent.</summary>
internal static class ControlResults
{
    public static IResult Done() => TypedResults.Json(new ControlDone(), ControlJson.Default.ControlDone);

    /// <param name="error">For programs.</param>
    /// <param name="message">The description, for users.</param>
    public static IResult Refused(int status, string error, string message, string? code = null) =>
        TypedResults.Json(new ControlError(error, message, code), ControlJson.Default.ControlError, statusCode: status);

    public static IResult NotFound(string what) => Refused(StatusCodes.Status404NotFound, "not_found", $"The {what} was not found.");

    /// <summary>The refusal that the page would have shown.</summary>
    public static IResult Refused(Refusal refusal) =>
        Refused(StatusCodes.Status422UnprocessableEntity, refusal.Error, refusal.Message, $"AADSTS{refusal.Code}");

    /// <summary>The body, or defaults for none; a field that is not known is refused with its path.</summary>
    public static async Task<(T? Body, IResult? Refused)> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class, new()
    {
        if (request.ContentLength == 0)
        {
            return (new T(), null);
        }

        try
        {
            return (await JsonSerializer.DeserializeAsync(request.Body, type, cancel) ?? new T(), null);
        }
        catch (JsonException wrong)
        {
            return (null, Refused(StatusCodes.Status400BadRequest, "invalid", $"{wrong.Path ?? "$"}: {JsonErrorText.Sentence(wrong)}"));
        }
    }
}

internal sealed record ControlDone(bool Ok = true);

/// <param name="Code">An <c>AADSTS</c> number, when Entra ID would have said no.</param>
internal sealed record ControlError(string Error, string Message, string? Code = null);

/// <param name="Ticket">Opens <c>POST key</c>, once and within a minute.</param>
internal sealed record TicketAnswer(string Ticket);

internal sealed record KeyAnswer(string Key);
