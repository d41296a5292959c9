namespace Azimuth.Flows.Loopback;

/// <summary>What shows the sign-in page.</summary>
public interface IBrowser
{
    /// <summary>Opens <paramref name="address"/> and returns when the browser was started, not when it ends.</summary>
    /// <exception cref="UserError">It could not be started; the sentence says why.</exception>
    Task OpenAsync(Uri address, CancellationToken cancel);
}
