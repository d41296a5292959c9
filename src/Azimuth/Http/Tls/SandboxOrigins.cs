using System.Text.Json;
using Azimuth.Storage.FileSystem;
using Azimuth.Text;

namespace Azimuth.Http.Tls;

/// <summary>
/// The origins that the local sandbox's CA vouches for: loopback, and named in the <c>ready.json</c> of its state folder.
/// Nothing else makes us trust that CA, a cloud's name least of all (attack S6).
/// </summary>
public sealed record SandboxOrigins(IReadOnlyList<string> Origins, string CaFile)
{
    /// <summary>The message for a user whose command needs the sandbox.</summary>
    public const string NotRunning = "The sandbox is not running. To start it, run: az sandbox start";

    /// <summary>Whether this address was the sandbox's when it last ran, and nothing answers there now.</summary>
    /// <param name="readyFile">The sandbox's <c>ready.json</c>; <c>ports.json</c> beside it outlives the run.</param>
    /// <param name="address">The address that did not answer.</param>
    /// <param name="isRefused">Whether nothing listens there. Something else may, on a port that the sandbox has left.</param>
    public static bool IsStopped(string? readyFile, Uri address, bool isRefused)
    {
        if (readyFile is null || !address.IsLoopback || !(isRefused || !File.Exists(readyFile)))
        {
            return false;
        }

        try
        {
            if (FileBytes.Read(Path.Combine(Path.GetDirectoryName(readyFile)!, "ports.json")) is not { } bytes)
            {
                return false;
            }

            using var ports = JsonDocument.Parse(bytes);
            return IsPort(ports.RootElement, "signIn", address.Port) || IsPort(ports.RootElement, "pages", address.Port);
        }
        catch (Exception failure) when (failure is UserError or JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>What the file says; null when there is none, or when it is not one.</summary>
    public static SandboxOrigins? Read(string? readyFile)
    {
        try
        {
            return readyFile is not null && FileBytes.Read(readyFile) is { } ready ? Parse(ready) : null;
        }
        catch (Exception failure) when (failure is UserError or JsonException)
        {
            return null; // a sandbox that is just starting or stopping; without it the connection fails with its own sentence
        }
    }

    /// <summary>Whether this address belongs to the sandbox.</summary>
    public bool Covers(Uri address) =>
        address.IsLoopback && Origins.Contains(address.GetLeftPart(UriPartial.Authority), StringComparer.OrdinalIgnoreCase);

    private static bool IsPort(JsonElement ports, string name, int port) =>
        ports.TryGetProperty(name, out var value) && value.TryGetInt32(out var last) && last == port;

    private static SandboxOrigins? Parse(byte[] bytes)
    {
        using var ready = JsonDocument.Parse(bytes);
        if (ready.RootElement.TextOrNull("caFile") is not { } ca)
        {
            return null;
        }

        List<string> origins = [];
        foreach (var name in (ReadOnlySpan<string>)["signIn", "arm"])
        {
            if (ready.RootElement.TextOrNull(name) is { } text
                && Uri.TryCreate(text, UriKind.Absolute, out var origin)
                && origin.IsLoopback
                && origin.Scheme == Uri.UriSchemeHttps)
            {
                origins.Add(origin.GetLeftPart(UriPartial.Authority));
            }
        }

        return new(origins, ca);
    }
}
