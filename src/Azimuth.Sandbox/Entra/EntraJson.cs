using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

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
    /// <inheritdoc cref="Refusals.EntraErrorJson.Plain"/>
    public static EntraJson Plain =>
        field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
