using System.Net;

namespace Azimuth.Http.Proxy;

/// <summary>
/// Which servers are reached without the proxy: <c>NO_PROXY</c> as curl, Go and Python read it. Names count for what lies
/// below them too, with or without a dot before them; addresses may be ranges; <c>*</c> is everybody.
/// </summary>
internal sealed class ProxyExceptions
{
    // The address of instance metadata in every cloud: a proxy would answer for another machine.
    private static readonly IPAddress Metadata = new([169, 254, 169, 254]);

    private readonly List<(string Name, int? Port)> _names = [];
    private readonly List<(IPNetwork Range, int? Port)> _ranges = [];
    private readonly bool _everybody;

    /// <param name="text">The variable's value; null for none.</param>
    public ProxyExceptions(string? text)
    {
        foreach (var entry in (text ?? "").Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry == "*")
            {
                _everybody = true;
            }
            else if (IPNetwork.TryParse(entry, out var range))
            {
                _ranges.Add((range, null));
            }
            else if (IPEndPoint.TryParse(entry, out var end))
            {
                _ranges.Add((new(end.Address, end.Address.GetAddressBytes().Length * 8), end.Port == 0 ? null : end.Port));
            }
            else
            {
                Add(entry);
            }
        }
    }

    /// <summary>Whether this server is one of them. This machine itself always is.</summary>
    public bool Cover(Uri server)
    {
        if (_everybody || server.IsLoopback)
        {
            return true;
        }

        if (IPAddress.TryParse(server.IdnHost, out var address))
        {
            return address.Equals(Metadata) || _ranges.Exists(each =>
                (each.Port is null || each.Port == server.Port)
                    && each.Range.BaseAddress.AddressFamily == address.AddressFamily
                    && each.Range.Contains(address));
        }

        var host = server.IdnHost.TrimEnd('.');
        return _names.Exists(each => (each.Port is null || each.Port == server.Port) && IsAtOrBelow(host, each.Name));
    }

    private void Add(string entry)
    {
        var colon = entry.LastIndexOf(':');
        var (name, port) = colon > 0 && int.TryParse(entry.AsSpan(colon + 1), out var number)
            ? (entry[..colon], (int?)number)
            : (entry, null);
        name = (name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name.TrimStart('.')).TrimEnd('.');
        if (name.Length > 0)
        {
            _names.Add((name, port));
        }
    }

    private static bool IsAtOrBelow(string host, string name) =>
        host.EndsWith(name, StringComparison.OrdinalIgnoreCase) && (host.Length == name.Length || host[^(name.Length + 1)] == '.');
}
