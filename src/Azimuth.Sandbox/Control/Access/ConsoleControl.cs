namespace Azimuth.Sandbox.Control.Access;

/// <summary>
/// <c>POST console-tickets</c>: a ticket for the console's link, which a browser may be started with. <c>POST key</c>: the key, for
/// such a ticket.
/// </summary>
internal static class ConsoleControl
{
    /// <summary>The one path that a ticket opens.</summary>
    public const string KeyPath = "/control/key";

    public static void MapConsole(this IEndpointRouteBuilder control)
    {
        control.MapPost("/console-tickets", (ControlKey key) =>
            TypedResults.Json(new TicketAnswer(key.Issue()), ControlJson.Default.TicketAnswer));
        control.MapPost("/key", (ControlKey key) => TypedResults.Json(new KeyAnswer(key.Value), ControlJson.Default.KeyAnswer));
    }
}
