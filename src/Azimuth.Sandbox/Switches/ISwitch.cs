using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Switches;

/// <summary>Something that can be made to happen, by the scenario, the control API or the console.</summary>
internal interface ISwitch
{
    /// <summary>The name in the scenario and the control API.</summary>
    string Name { get; }

    /// <summary>The name in the console.</summary>
    string Title { get; }

    /// <summary>One sentence for the console and the documentation.</summary>
    string Description { get; }

    bool IsOn { get; }

    /// <exception cref="JsonException">A field is unknown or of the wrong kind; says where.</exception>
    void Set(JsonElement settings);

    JsonElement Get();

    void Reset();
}

/// <summary>A switch that acts on requests as they come in, whatever their endpoint.</summary>
internal interface IRequestSwitch : ISwitch
{
    /// <summary>Waits, changes headers, or answers in the endpoint's stead.</summary>
    Task<IResult?> MeetAsync(HttpContext context, JournalKind kind, CancellationToken cancel);
}

/// <summary>What requests are answered that a switch refuses, in the words of the service that was asked.</summary>
internal interface ISwitchAnswers
{
    IResult Failed(FailSettings settings);

    /// <param name="byArm">Whether ARM was asked; otherwise Entra ID was.</param>
    /// <param name="wait">How long the client should wait.</param>
    IResult Throttled(bool byArm, TimeSpan wait);
}

/// <summary>What all switches share: named settings, replaced as a whole.</summary>
internal abstract class Switch<T>(string name, string title, string description, JsonTypeInfo<T> type) : ISwitch
    where T : SwitchSettings, new()
{
    private volatile T _now = new();

    public string Name => name;

    public string Title => title;

    public string Description => description;

    public T Now => _now;

    public bool IsOn => _now.On;

    public virtual void Set(JsonElement settings) =>
        _now = settings.Deserialize(type) ?? throw new JsonException("an object is expected.");

    public JsonElement Get() => JsonSerializer.SerializeToElement(_now, type);

    public virtual void Reset() => _now = new T();
}

internal record SwitchSettings
{
    public bool On { get; set; }
}
