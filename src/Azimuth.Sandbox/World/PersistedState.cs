using System.Text.Json;
using System.Text.Json.Serialization;
using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.World;

/// <summary>What outlives a restart beside the keys: who was revoked, what was consented to, and where the clock stands.</summary>
internal sealed class PersistedState(StateFolder folder, SandboxClock clock, Revocations revocations, Consents consents)
{
    private readonly Lock _lock = new();

    public void Load()
    {
        if (StateFolder.ReadText(folder.Remembered) is not { } text)
        {
            return;
        }

        try
        {
            if (JsonSerializer.Deserialize(text, RememberedJson.Default.RememberedFile) is { } kept)
            {
                clock.Set(TimeSpan.FromSeconds(kept.AdvancedSeconds));
                revocations.Set(kept.Revocations);
                consents.Set(kept.Consents);
            }
        }
        catch (JsonException)
        {
            // A file cut short by a full disk: the sandbox starts with its clock at now and nothing revoked.
        }
    }

    public void Save()
    {
        lock (_lock)
        {
            var now = new RememberedFile
            {
                AdvancedSeconds = (long)clock.Advanced.TotalSeconds,
                Revocations = new Dictionary<Guid, int>(revocations.Counts),
                Consents = [.. consents.All],
            };
            StateFolder.Write(folder.Remembered, JsonSerializer.Serialize(now, RememberedJson.Default.RememberedFile));
        }
    }
}

internal sealed record RememberedFile
{
    public int Version { get; set; } = 1;

    public long AdvancedSeconds { get; set; }

    public Dictionary<Guid, int> Revocations { get; set; } = [];

    public IReadOnlyList<Consent> Consents { get; set; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RememberedFile))]
internal sealed partial class RememberedJson : JsonSerializerContext;
