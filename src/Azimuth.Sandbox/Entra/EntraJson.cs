using System.Text.Json.Serialization;
using Azimuth.Sandbox.Entra.Tokens;

namespace Azimuth.Sandbox.Entra;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EntraError))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(DeviceCodeResponse))]
[JsonSerializable(typeof(OpenIdDocument))]
[JsonSerializable(typeof(KeySet))]
[JsonSerializable(typeof(InstanceDocument))]
[JsonSerializable(typeof(UserRealmDocument))]
internal sealed partial class EntraJson : JsonSerializerContext;
