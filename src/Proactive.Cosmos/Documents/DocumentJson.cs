using System.Text.Json;
using System.Text.Json.Serialization;

namespace Proactive.Cosmos.Documents;

// Enumerations by name: a new state in the middle of the list leaves old documents as they are.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(CitizenDocument))]
[JsonSerializable(typeof(LogDocument))]
[JsonSerializable(typeof(RejectedDocument))]
[JsonSerializable(typeof(StoreDocument))]
[JsonSerializable(typeof(NoteDocument))]
[JsonSerializable(typeof(RuleBookDocument))]
[JsonSerializable(typeof(ProposalDocument))]
[JsonSerializable(typeof(AuditDocument))]
[JsonSerializable(typeof(AuditEndDocument))]
[JsonSerializable(typeof(FragmentDocument))]
[JsonSerializable(typeof(TotalDocument))]
[JsonSerializable(typeof(RollDocument))]
[JsonSerializable(typeof(JsonElement[]))]
[JsonSerializable(typeof(object))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long))]
sealed partial class DocumentJson : JsonSerializerContext;
