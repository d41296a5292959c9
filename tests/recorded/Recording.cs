using System.Text.Json.Nodes;
using Azimuth.Harness.Processes;

namespace Azimuth.Recorded;

/// <summary>What the real Azure CLI did in one case. az-2.91/README.md tells what each part means.</summary>
public sealed class Recording(JsonObject json)
{
    public static string Folder { get; } = Path.Combine(Places.Repository, "tests", "recorded", "az-2.91");

    private static readonly Dictionary<string, Recording> Offline = Read("offline.json");
    private static readonly Dictionary<string, Recording> WithServer = Read("sign-in.json");

    public static IReadOnlyCollection<string> OfflineNames => Offline.Keys;

    public static IReadOnlyCollection<string> WithServerNames => WithServer.Keys;

    public static Recording Find(string name) => Offline.GetValueOrDefault(name) ?? WithServer[name];

    public string Name => json["name"]!.GetValue<string>();

    /// <summary>A folder below fixtures/.</summary>
    public string Fixture => json["fixture"]!.GetValue<string>();

    public IReadOnlyDictionary<string, string> Environment => Texts("env");

    public IReadOnlyDictionary<string, string> Put => Texts("put");

    public JsonObject Server => json["server"]!.AsObject();

    public IReadOnlyList<RecordedStep> Steps { get; } = [.. json["steps"]!.AsArray().Select(step => new RecordedStep(step!.AsObject()))];

    /// <summary>By file; null: removed.</summary>
    public IReadOnlyDictionary<string, string?> FilesChanged => Files("files_changed");

    public IReadOnlyDictionary<string, string?> FilesAfter => Files("files_after");

    /// <summary>How often the server was asked what.</summary>
    public IReadOnlyDictionary<string, int> Requests =>
        json["requests"]!.AsObject().ToDictionary(one => one.Key, one => one.Value!.GetValue<int>());

    private Dictionary<string, string> Texts(string part) =>
        (json[part] as JsonObject)?.ToDictionary(one => one.Key, one => one.Value!.GetValue<string>()) ?? [];

    private Dictionary<string, string?> Files(string part) =>
        (json[part] as JsonObject)?.ToDictionary(one => one.Key, one => one.Value?.GetValue<string>()) ?? [];

    private static Dictionary<string, Recording> Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!
        .AsArray()
        .Select(one => new Recording(one!.AsObject()))
        .ToDictionary(one => one.Name);
}

/// <summary>One command of a recording, or a change of its server.</summary>
public sealed class RecordedStep(JsonObject json)
{
    /// <summary>The server's options that change here; null: this step is a command.</summary>
    public JsonObject? Server => json["server"] as JsonObject;

    public string[] Words => [.. json["argv"]!.AsArray().Select(word => word!.GetValue<string>())];

    public int Exit => json["exit"]!.GetValue<int>();

    public string Stdout => json["stdout"]?.GetValue<string>() ?? "";

    public string Stderr => json["stderr"]?.GetValue<string>() ?? "";

    /// <summary>The Azure CLI died with a traceback: what it said and left is no model.</summary>
    public bool Crashed => json["crash"] is not null;

    /// <summary>What was typed, one text for each prompt; null: no terminal.</summary>
    public IReadOnlyList<string>? Typed => (json["type"] as JsonArray)?.Select(text => text!.GetValue<string>()).ToArray();

    /// <summary>Of those, the texts for which no prompt came.</summary>
    public int NotAskedFor => (json["not_asked_for"] as JsonArray)?.Count ?? 0;

    /// <summary>What a person saw on the terminal.</summary>
    public string Seen => json["seen"]?.GetValue<string>() ?? "";
}
