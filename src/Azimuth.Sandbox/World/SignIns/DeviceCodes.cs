using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Azimuth.Sandbox.World.SignIns;

/// <summary>Device codes that were handed out and are not redeemed yet (RFC 8628).</summary>
internal sealed class DeviceCodes(TimeProvider clock)
{
    // Neither vowels nor what looks like another letter, as in codes that people type.
    private const string Letters = "BCDFGHJKLMNPQRSTVWXZ23456789";

    private readonly ConcurrentDictionary<string, DeviceAuthorization> _byUserCode = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<DeviceAuthorization> All => _byUserCode.Values.OrderBy(code => code.Asked);

    public DeviceAuthorization Start(DeviceAuthorization request)
    {
        var started = request with
        {
            DeviceCode = System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(48)),
            UserCode = RandomNumberGenerator.GetString(Letters, 9),
            Asked = clock.GetUtcNow(),
        };
        _byUserCode[started.UserCode] = started;
        return started;
    }

    public DeviceAuthorization? FindByUserCode(string userCode) => _byUserCode.GetValueOrDefault(userCode.Trim());

    public DeviceAuthorization? FindByDeviceCode(string deviceCode) =>
        _byUserCode.Values.FirstOrDefault(code => code.DeviceCode == deviceCode);

    public bool HasEnded(DeviceAuthorization code) => clock.GetUtcNow() >= code.Asked + code.Lifetime;

    /// <summary>Replaces a code by its next state, unless another request was faster.</summary>
    public bool TryAdvance(DeviceAuthorization from, DeviceAuthorization to) => _byUserCode.TryUpdate(from.UserCode, to, from);

    /// <summary>Takes a code away, once.</summary>
    public bool TryRedeem(DeviceAuthorization code) => _byUserCode.TryRemove(KeyValuePair.Create(code.UserCode, code));

    public void Clear() => _byUserCode.Clear();
}

internal enum DeviceCodeState
{
    Pending,
    Approved,
    Refused,
}

/// <summary>One device code: what was asked, where from, and what became of it.</summary>
internal sealed record DeviceAuthorization
{
    public string DeviceCode { get; init; } = "";

    public string UserCode { get; init; } = "";

    public required Guid ClientId { get; init; }

    /// <summary>The tenant segment as asked: an ID, <c>common</c> or <c>organizations</c>.</summary>
    public required string Tenant { get; init; }

    public required string Scope { get; init; }

    /// <summary>Of the resource that <see cref="Scope"/> names.</summary>
    public required Guid ResourceId { get; init; }

    /// <summary>The address that asked for the code.</summary>
    public required string Place { get; init; }

    public required TimeSpan Lifetime { get; init; }

    public DateTimeOffset Asked { get; init; }

    public int Polls { get; init; }

    public DeviceCodeState State { get; init; }

    public Session? Session { get; init; }
}
