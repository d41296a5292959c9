using System.Text.Json.Serialization;

namespace Azimuth.Sandbox.Control;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ControlDone))]
[JsonSerializable(typeof(ControlError))]
[JsonSerializable(typeof(StatusAnswer))]
[JsonSerializable(typeof(JournalAnswer))]
[JsonSerializable(typeof(DeviceCodesAnswer))]
[JsonSerializable(typeof(ApproveDeviceCode))]
[JsonSerializable(typeof(SwitchesAnswer))]
[JsonSerializable(typeof(SwitchAnswer))]
[JsonSerializable(typeof(ClockAnswer))]
[JsonSerializable(typeof(AdvanceClock))]
[JsonSerializable(typeof(ResetBody))]
[JsonSerializable(typeof(SignInBody))]
[JsonSerializable(typeof(AuthorizeBody))]
[JsonSerializable(typeof(AuthorizedAnswer))]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(PromptsAnswer))]
[JsonSerializable(typeof(ApprovePrompt))]
[JsonSerializable(typeof(ConsentBody))]
[JsonSerializable(typeof(ConsentsAnswer))]
[JsonSerializable(typeof(MintBody))]
[JsonSerializable(typeof(MintedAnswer))]
[JsonSerializable(typeof(KeysAnswer))]
[JsonSerializable(typeof(TicketAnswer))]
[JsonSerializable(typeof(KeyAnswer))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class ControlJson : JsonSerializerContext;
