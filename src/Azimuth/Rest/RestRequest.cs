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

    /// <summary>The body; null for none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>How long to wait without a byte from the server.</summary>
    public required TimeSpan Timeout { get; init; }
}

/// <summary>The outcome of a request.</summary>
/// <param name="Answer">The last answer, its body not read yet. The receiver disposes it.</param>
/// <param name="Claims">What the resource asked the token to prove, as JSON, when no such token could be had; else null.</param>
/// <param name="Refusal">Why there is no token.</param>
public sealed record RestOutcome(HttpResponseMessage Answer, string? Claims = null, UserError? Refusal = null);
