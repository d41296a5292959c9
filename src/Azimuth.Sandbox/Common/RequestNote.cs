namespace Azimuth.Sandbox.Common;

/// <summary>What an endpoint has learned about its request, for the journal; travels with the request.</summary>
internal sealed class RequestNote
{
    public Guid TraceId { get; } = Guid.NewGuid();

    public Guid CorrelationId { get; } = Guid.NewGuid();

    public string? Error { get; set; }

    public string? Tenant { get; set; }

    public string? Client { get; set; }

    public string? User { get; set; }
}

/// <summary>Says of an endpoint how the journal calls its requests.</summary>
internal sealed record JournalKind(string Name)
{
    /// <summary>Reading the journal must not fill it.</summary>
    public static readonly JournalKind None = new("");
}

internal static class RequestNotes
{
    public static RequestNote Note(this HttpContext context)
    {
        if (context.Features.Get<RequestNote>() is not { } note)
        {
            context.Features.Set(note = new RequestNote());
        }

        return note;
    }

    public static TBuilder Journaled<TBuilder>(this TBuilder builder, string kind)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new JournalKind(kind));
}
