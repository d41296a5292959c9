using System.Text.Json;

namespace Azimuth.Sandbox.Switches;

/// <summary>Answers that lack something, as real ones sometimes do, or that a client must not believe.</summary>
internal sealed class TamperAnswers() : Switch<TamperAnswersSettings>(
    "distort", "Tampered responses", "Token responses lack the listed fields; nonce or state come back changed, as from an attacker.",
    SwitchesJson.Default.TamperAnswersSettings)
{
    /// <exception cref="JsonException">A name is not one of those that can be dropped or changed.</exception>
    public override void Set(JsonElement settings)
    {
        base.Set(settings);
        var problem = Unknown(Now.Drop, TamperAnswersSettings.CanDrop, "drop")
            ?? Unknown(Now.Wrong, TamperAnswersSettings.CanChange, "wrong");
        if (problem is not null)
        {
            Reset();
            throw new JsonException(problem);
        }
    }

    /// <summary>Whether a token response comes without this field.</summary>
    public bool Drops(string field) => Now is { On: true } now && now.Drop.Contains(field);

    /// <summary>What the ID token says instead of the nonce that was sent.</summary>
    public string Nonce(string sent) => Changes("nonce") ? "not-" + sent : sent;

    /// <summary>What the redirect address receives instead of the state that was sent.</summary>
    public string State(string sent) => Changes("state") ? "not-" + sent : sent;

    private bool Changes(string what) => Now is { On: true } now && now.Wrong.Contains(what);

    private static string? Unknown(IReadOnlyList<string> given, string[] known, string field) =>
        given.FirstOrDefault(name => !known.Contains(name)) is { } wrong
            ? $"{field}: '{wrong}' is none of {string.Join(", ", known)}."
            : null;
}

internal sealed record TamperAnswersSettings : SwitchSettings
{
    internal static readonly string[] CanDrop = ["foci", "client_info", "refresh_token", "id_token", "scope"];
    internal static readonly string[] CanChange = ["nonce", "state"];

    public IReadOnlyList<string> Drop { get; set; } = [];

    /// <summary>The fields that come back with another value.</summary>
    public IReadOnlyList<string> Wrong { get; set; } = [];
}
