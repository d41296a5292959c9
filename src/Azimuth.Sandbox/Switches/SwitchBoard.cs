using System.Text.Json;
using System.Text.Json.Serialization;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.World.Scenarios;

namespace Azimuth.Sandbox.Switches;

/// <summary>All switches. A new one is a file beside this one, a line here and a line in <see cref="SwitchesJson"/>.</summary>
internal sealed class SwitchBoard(TimeProvider clock)
{
    public RequireMfa RequireMfa { get; } = new();

    public Block Block { get; } = new();

    public Location Location { get; } = new();

    public StsIssuer StsIssuer { get; } = new();

    public ClaimsChallenge ClaimsChallenge { get; } = new(clock);

    public TamperAnswers Distort { get; } = new();

    public Delay Delay { get; } = new();

    public Throttle Throttle { get; } = new();

    public Outage Outage { get; } = new();

    public Fail Fail { get; } = new();

    public AnswerDeviceCodes AnswerDeviceCodes { get; } = new();

    public LineBreaks LineBreaks { get; } = new();

    public Hsts Hsts { get; } = new();

    public IReadOnlyList<ISwitch> All => field ??=
    [
        RequireMfa, Block, Location, AnswerDeviceCodes, ClaimsChallenge, Hsts, Delay, Throttle, Outage, Fail, Distort,
        LineBreaks, StsIssuer,
    ];

    public ISwitch? Find(string name) => All.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="SandboxError">A switch is unknown, or a setting of it is.</exception>
    public void Load(IReadOnlyDictionary<string, JsonElement> settings)
    {
        foreach (var one in All)
        {
            one.Reset();
        }

        Set(settings);
    }

    /// <summary>Turns the named ones on or off.</summary>
    /// <exception cref="SandboxError">A switch is unknown, or a setting of it is.</exception>
    public void Set(IReadOnlyDictionary<string, JsonElement> settings)
    {
        foreach (var (name, value) in settings)
        {
            var one = Find(name) ?? throw new SandboxError($"The scenario is not valid at $.switches: unknown switch '{name}'.");
            try
            {
                one.Set(value);
            }
            catch (JsonException wrong)
            {
                throw new SandboxError($"The scenario is not valid at $.switches.{name}: {JsonErrorText.Sentence(wrong)}", wrong);
            }
        }
    }

    /// <summary>Lets every switch that is on have its say, in the list's order; the first answer ends it.</summary>
    public async Task<IResult?> MeetAsync(HttpContext context, JournalKind kind, CancellationToken cancel)
    {
        foreach (var one in All)
        {
            if (one is IRequestSwitch { IsOn: true } acting && await acting.MeetAsync(context, kind, cancel) is { } answer)
            {
                return answer;
            }
        }

        return null;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SwitchSettings))]
[JsonSerializable(typeof(PolicySettings))]
[JsonSerializable(typeof(LocationSettings))]
[JsonSerializable(typeof(DelaySettings))]
[JsonSerializable(typeof(TamperAnswersSettings))]
[JsonSerializable(typeof(ThrottleSettings))]
[JsonSerializable(typeof(OutageSettings))]
[JsonSerializable(typeof(FailSettings))]
[JsonSerializable(typeof(AnswerDeviceCodesSettings))]
internal sealed partial class SwitchesJson : JsonSerializerContext;
