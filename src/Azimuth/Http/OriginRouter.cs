using Azimuth.Http.Tls;

namespace Azimuth.Http;

/// <summary>Sends each request through the handler that trusts what its origin may be trusted with.</summary>
/// <param name="world">The handler for all other servers.</param>
/// <param name="findSandbox">Looks for a running sandbox; asked at the first request to a loopback address, and no sooner.</param>
/// <param name="trusting">Makes the handler that trusts the sandbox's CA.</param>
internal sealed class OriginRouter(
    HttpMessageHandler world, Func<SandboxOrigins?> findSandbox, Func<SandboxOrigins, HttpMessageHandler> trusting)
    : HttpMessageHandler
{
    private readonly HttpMessageInvoker _world = new(world, disposeHandler: false);
    private readonly Lock _gate = new();
    private (SandboxOrigins Origins, HttpMessageInvoker Way)? _sandbox;
    private bool _looked;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        (request.RequestUri is { IsLoopback: true } address && Sandbox() is { } sandbox && sandbox.Origins.Covers(address)
            ? sandbox.Way
            : _world)
            .SendAsync(request, cancellationToken);

    private (SandboxOrigins Origins, HttpMessageInvoker Way)? Sandbox()
    {
        lock (_gate)
        {
            if (!_looked)
            {
                _looked = true;
                _sandbox = findSandbox() is { } found ? (found, new HttpMessageInvoker(trusting(found), disposeHandler: false)) : null;
            }

            return _sandbox;
        }
    }

    protected override void Dispose(bool disposing)
    {
        _world.Dispose();
        _sandbox?.Way.Dispose();
        base.Dispose(disposing);
    }
}
