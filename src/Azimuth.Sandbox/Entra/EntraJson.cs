using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azimuth.Sandbox.Entra.Tokens;

namespace Azimuth.Sandbox.Entra;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EntraError))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(V1TokenResponse))]
[JsonSerializable(typeof(DeviceCodeResponse))]
[JsonSerializable(typeof(OpenIdDocument))]
[JsonSerializable(typeof(KeySet))]
[JsonSerializable(typeof(InstanceDocument))]
[JsonSerializable(typeof(UserRealmDocument))]
[JsonSerializable(typeof(SignIn.MfaAnswer))]
internal sealed partial class EntraJson : JsonSerializerContext
{
    /// <summary>Escapes as Entra ID does: no more than JSON needs, so that its sentences stay readable on the wire.</summary>
    public static EntraJson Plain => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
