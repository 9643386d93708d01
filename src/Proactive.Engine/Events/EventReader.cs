using System.Text.Json;
using System.Text.Unicode;
using Proactive.Cel;

namespace Proactive.Engine.Events;

/// <summary>Reads one CloudEvents 1.0 JSON event into a <see cref="LifeEvent"/>, or says why not. Never throws on what a sender sent.</summary>
public static class EventReader
{
    /// <summary>The largest event accepted, in bytes. CloudEvents asks consumers to take 64 KiB; larger facts belong behind a link.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The deepest nesting accepted.</summary>
    public const int MaxDepth = 64;

    /// <summary>Reads <paramref name="payload"/>, whose type must be one of <paramref name="types"/>.</summary>
    public static EventRead Read(ReadOnlySpan<byte> payload, IReadOnlyDictionary<string, EventType> types)
    {
        var envelope = new Envelope();
        var rejection = Check(payload) ?? ReadEnvelope(payload, types, envelope);
        return rejection is null
            ? new EventRead(envelope.ToLifeEvent(), null, envelope.Type, envelope.Source, envelope.Id)
            : new EventRead(null, rejection, envelope.Type, envelope.Source, envelope.Id);
    }

    static Rejection? Check(ReadOnlySpan<byte> payload)
    {
        if (payload.Length > MaxBytes)
            return new Rejection(RejectionReason.TooLarge, "", $"the event is larger than {MaxBytes / 1024} KiB; send large facts as a link (dataref)");
        return Utf8.IsValid(payload) ? null : new Rejection(RejectionReason.InvalidUtf8, "", "the event is not valid UTF-8");
    }

    static Rejection? ReadEnvelope(ReadOnlySpan<byte> payload, IReadOnlyDictionary<string, EventType> types, Envelope envelope)
    {
        var json = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject)
                return new Rejection(RejectionReason.NotAnObject, "", "an event is a JSON object with specversion, id, source, type and data");
            var rejection = ReadMembers(ref json, payload, types, envelope);
            if (rejection is not null) return rejection;
            json.Read(); // whatever follows the object throws here
        }
        catch (JsonException problem)
        {
            return IsTooDeep(payload)
                ? new Rejection(RejectionReason.TooDeep, "", $"the event is nested deeper than {MaxDepth} levels")
                : new Rejection(RejectionReason.InvalidJson, "", $"not valid JSON at line {problem.LineNumber + 1}, byte {problem.BytePositionInLine + 1}");
        }

        return envelope.Missing() ?? ReadLateData(payload, types, envelope);
    }

    static Rejection? ReadMembers(ref Utf8JsonReader json, ReadOnlySpan<byte> payload, IReadOnlyDictionary<string, EventType> types, Envelope envelope)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (envelope.ReadName(ref json, out var name) is { } refused) return refused;
            json.Read();
            var rejection = name == "data" ? ReadData(ref json, types, envelope) : envelope.ReadAttribute(name, ref json);
            if (rejection is not null) return rejection;
        }

        return null;
    }

    // Data that comes before the type is passed over and read when the type is known.
    static Rejection? ReadData(ref Utf8JsonReader json, IReadOnlyDictionary<string, EventType> types, Envelope envelope)
    {
        if (envelope.Type is null)
        {
            var start = (int)json.TokenStartIndex;
            json.Skip();
            envelope.LateData = start..(int)json.BytesConsumed;
            return null;
        }

        if (!types.TryGetValue(envelope.Type, out var type)) return UnknownType(envelope.Type, types);
        var reader = new DataReader(type.IgnoresUnknownFields);
        if (!reader.TryReadRecord(ref json, type.Data, "data", out var data)) return reader.Rejection;
        envelope.Accept(type, data.AsRecord);
        return null;
    }

    static Rejection? ReadLateData(ReadOnlySpan<byte> payload, IReadOnlyDictionary<string, EventType> types, Envelope envelope)
    {
        if (envelope.Data is not null) return null;
        if (!types.ContainsKey(envelope.Type!)) return UnknownType(envelope.Type!, types);
        if (envelope.LateData is not { } range) return new Rejection(RejectionReason.MissingField, "data", "is missing");
        // The slice was part of a text already read to its end, so it is valid JSON.
        var json = new Utf8JsonReader(payload[range], new JsonReaderOptions { MaxDepth = MaxDepth });
        json.Read();
        return ReadData(ref json, types, envelope);
    }

    static bool IsTooDeep(ReadOnlySpan<byte> payload)
    {
        var json = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = MaxBytes });
        try
        {
            while (json.Read())
                if (json.CurrentDepth > MaxDepth) return true;
        }
        catch (JsonException)
        {
            // broken before it was too deep
        }

        return false;
    }

    static Rejection UnknownType(string type, IReadOnlyDictionary<string, EventType> types)
    {
        var meant = Closest.To(type, types.Keys);
        return new Rejection(RejectionReason.UnknownType, "type", meant is null
            ? "no life event declares this event type; declare it under events: in a life-event.yaml"
            : $"no life event declares this event type; was {meant} meant?");
    }
}
