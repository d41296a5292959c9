using System.Text.Json.Serialization;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Hosting.Listening;

namespace Azimuth.Sandbox.Hosting;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReadyFile))]
[JsonSerializable(typeof(Ports))]
internal sealed partial class HostingJson : JsonSerializerContext;
