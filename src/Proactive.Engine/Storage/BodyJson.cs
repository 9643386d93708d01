using System.Text.Json;
using System.Text.Json.Serialization;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Oversight;

namespace Proactive.Engine.Storage;

// What a record works out from itself (read-only properties) is not written.
[JsonSourceGenerationOptions(
    IgnoreReadOnlyProperties = true, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectRequiredConstructorParameters = false, Converters = [typeof(CitizenKeyJson)])]
[JsonSerializable(typeof(CitizenFile))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(RejectedEvent))]
[JsonSerializable(typeof(Proposal))]
[JsonSerializable(typeof(Hold))]
[JsonSerializable(typeof(DeliveryReport))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
sealed partial class BodyJson : JsonSerializerContext;

sealed class CitizenKeyJson : JsonConverter<CitizenKey>
{
    public override CitizenKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, CitizenKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
