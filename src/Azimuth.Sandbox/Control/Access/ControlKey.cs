using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Control.Access;

/// <summary>The bearer key of the control API: made anew at each start, readable by the folder's owner alone.</summary>
/// <remarks>
/// A command line is visible to every user of the machine, so a browser is started with a ticket instead, which the console
/// exchanges for the key: once, and soon.
/// </remarks>
internal sealed class ControlKey
{
    private const string Scheme = "Bearer ";

    private static readonly TimeSpan TicketLifetime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _tickets = new();
    private readonly TimeProvider _clock;
    private readonly byte[] _expected;

    public ControlKey(StateFolder folder, TimeProvider clock)
    {
        _clock = clock;
        Value = Random();
        StateFolder.Write(folder.ControlKey, Value);
        _expected = Encoding.ASCII.GetBytes(Scheme + Value);
    }

    public string Value { get; }

    public bool Matches(string authorization) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(authorization), _expected);

    /// <summary>A new ticket.</summary>
    public string Issue()
    {
        var now = _clock.GetUtcNow();
        foreach (var (old, ends) in _tickets)
        {
            if (ends < now)
            {
                _tickets.TryRemove(old, out _);
            }
        }

        var ticket = Random();
        _tickets[ticket] = now + TicketLifetime;
        return ticket;
    }

    /// <summary>Takes a ticket, which is not valid afterwards.</summary>
    public bool TryRedeem(string authorization) =>
        authorization.StartsWith(Scheme, StringComparison.Ordinal)
        && _tickets.TryRemove(authorization[Scheme.Length..], out var ends) && ends >= _clock.GetUtcNow();

    // 128 bits: 22 characters, so that the console's link fits on a line.
    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
}
