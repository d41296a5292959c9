using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Azimuth.Sandbox.Entra.Refusals;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EntraError))]
internal sealed partial class EntraErrorJson : JsonSerializerContext
{
    /// <summary>Escapes as Entra ID does: no more than JSON needs, so that its sentences stay readable on the wire.</summary>
    public static EntraErrorJson Plain =>
        field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
