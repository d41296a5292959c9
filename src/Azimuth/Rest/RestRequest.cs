namespace Azimuth.Rest;

/// <summary>One request, as it was asked for.</summary>
public sealed record RestRequest
{
    /// <summary><c>GET</c>, <c>POST</c>, …</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>Where to; see <see cref="RestAddress.Read"/>.</summary>
    public required Uri Address { get; init; }

    /// <summary>Name and value; names without case, each once.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null: none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>How long to wait for a sign of life.</summary>
    public required TimeSpan Patience { get; init; }
}

/// <summary>How a request ended.</summary>
/// <param name="Answer">The last answer, its body not read yet. Whoever gets it disposes it.</param>
/// <param name="Claims">What the resource asked the token to prove, as JSON, when no such token could be had; else null.</param>
/// <param name="Refusal">Why it could not be had.</param>
public sealed record RestOutcome(HttpResponseMessage Answer, string? Claims = null, UserError? Refusal = null);
