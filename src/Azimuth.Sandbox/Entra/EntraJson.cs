using System.Text.Json.Serialization;
using Azimuth.Sandbox.Entra.Refusals;

namespace Azimuth.Sandbox.Entra;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeviceCodeResponse))]
[JsonSerializable(typeof(OpenIdDocument))]
[JsonSerializable(typeof(KeySet))]
[JsonSerializable(typeof(InstanceDocument))]
[JsonSerializable(typeof(UserRealmDocument))]
internal sealed partial class EntraJson : JsonSerializerContext
{
    /// <inheritdoc cref="EntraErrorJson.Plain"/>
    public static EntraJson Plain => field ??= new(EntraErrorJson.Unescaped(Default.Options));
}
