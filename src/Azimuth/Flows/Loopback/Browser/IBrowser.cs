namespace Azimuth.Flows.Loopback.Browser;

/// <summary>Opens the sign-in page in a browser.</summary>
public interface IBrowser
{
    /// <summary>Whether a browser can be opened here.</summary>
    bool IsThere { get; }

    /// <summary>
    /// Opens <paramref name="address"/>. Completes when what was started has ended well, which for a browser that is not
    /// running yet may be at the end of the day: the caller watches it beside the answer.
    /// </summary>
    /// <exception cref="UserError">Nothing could be started, or what was started failed; the sentence says why.</exception>
    Task OpenAsync(Uri address, CancellationToken cancel);
}
