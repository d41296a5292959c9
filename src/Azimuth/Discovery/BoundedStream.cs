using Azimuth.Http.Handlers;

namespace Azimuth.Discovery;

/// <summary>A stream that refuses to be read beyond its bound: a server that never ends must not fill the memory (attack S15).</summary>
internal sealed class BoundedStream(Stream inner, long bound) : ReadOnlyStream(inner)
{
    private long _taken;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await Inner.ReadAsync(buffer, cancellationToken);
        return (_taken += read) <= bound ? read : throw new UserError($"ARM's answer is longer than {bound >> 20} MiB.");
    }
}
