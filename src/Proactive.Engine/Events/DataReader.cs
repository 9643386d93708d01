using System.Globalization;
using System.Text.Json;
using Proactive.Cel;

namespace Proactive.Engine.Events;

/// <summary>Reads JSON into the typed values of a declared shape, in one pass. Every method returns false after recording why in <see cref="Rejection"/>.</summary>
sealed class DataReader(bool ignoresUnknownFields)
{
    FieldPath? _path;
    RejectionReason _reason;
    string _detail = "";

    /// <summary>Why reading failed; null if it did not.</summary>
    public Rejection? Rejection => _path is null ? null : new Rejection(_reason, _path.ToString(), _detail);

    /// <summary>Reads the record whose first token the JSON reader stands on.</summary>
    public bool TryReadRecord(ref Utf8JsonReader json, RecordShape shape, string name, out CelValue value) =>
        TryReadRecord(ref json, shape, out value) || Inside(name);

    bool TryReadRecord(ref Utf8JsonReader json, RecordShape shape, out CelValue value)
    {
        value = default;
        if (json.TokenType != JsonTokenType.StartObject)
            return Fail(RejectionReason.WrongFieldType, "must be an object");

        var fields = shape.Declared;
        var slots = new CelValue[fields.Length];
        HashSet<string>? ignored = null;
        Span<bool> seen = fields.Length <= 64 ? stackalloc bool[fields.Length] : new bool[fields.Length];
        var next = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var slot = IndexOf(ref json, fields, next);
            if (slot < 0)
            {
                if (!TryIgnore(ref json, shape, ref ignored)) return false;
                continue;
            }

            next = slot + 1;
            if (seen[slot]) return Fail(RejectionReason.DuplicateKey, "is there twice; which one is meant cannot be known") || Inside(fields[slot].Name);
            seen[slot] = true;
            json.Read();
            if (!TryReadField(ref json, fields[slot], out slots[slot])) return Inside(fields[slot].Name);
        }

        for (var i = 0; i < slots.Length; i++)
        {
            if (seen[i] || !fields[i].Required) continue;
            return Fail(RejectionReason.MissingField, $"is missing; the event type declares it as {fields[i].Shape}") || Inside(fields[i].Name);
        }

        value = CelValue.Of(new CelRecord(shape.Type, slots));
        return true;
    }

    // Senders mostly keep to one order, so the field after the last one is tried first.
    static int IndexOf(ref Utf8JsonReader json, DeclaredField[] fields, int next)
    {
        for (var i = next; i < fields.Length; i++)
            if (json.ValueTextEquals(fields[i].Utf8Name)) return i;
        for (var i = 0; i < next; i++)
            if (json.ValueTextEquals(fields[i].Utf8Name)) return i;
        return -1;
    }

    bool TryIgnore(ref Utf8JsonReader json, RecordShape shape, ref HashSet<string>? ignored)
    {
        if (!JsonText.TryGetString(ref json, out var name))
            return Fail(RejectionReason.InvalidUtf8, "has a field whose name is not valid text");
        if (!ignoresUnknownFields)
        {
            var meant = Closest.To(name, shape.Fields.Select(f => f.Name));
            return Fail(RejectionReason.UnknownField, meant is null ? "is not declared by the event type" : $"is not declared by the event type; was {meant} meant?") || Inside(name);
        }

        if (!(ignored ??= new(StringComparer.Ordinal)).Add(name)) return Fail(RejectionReason.DuplicateKey, "is there twice") || Inside(name);
        json.Read();
        json.Skip();
        return true;
    }

    bool TryReadField(ref Utf8JsonReader json, DeclaredField field, out CelValue value)
    {
        value = default;
        // Registries write null for "not known"; only an optional field may be unknown.
        if (json.TokenType != JsonTokenType.Null) return TryReadValue(ref json, field.Shape, out value);
        return !field.Required || Fail(RejectionReason.WrongFieldType, $"must be {field.Shape}, not null");
    }

    bool TryReadValue(ref Utf8JsonReader json, FieldShape shape, out CelValue value)
    {
        value = default;
        switch (shape.Kind)
        {
            case FieldKind.Record:
                return TryReadRecord(ref json, shape.Record!, out value);
            case FieldKind.List:
                return TryReadList(ref json, shape.Element!, out value);
            case FieldKind.Bool when json.TokenType is JsonTokenType.True or JsonTokenType.False:
                value = CelValue.Of(json.TokenType == JsonTokenType.True);
                return true;
            case FieldKind.Int when json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var integer):
                value = CelValue.Of(integer);
                return true;
            case FieldKind.Double when json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var number) && double.IsFinite(number):
                value = CelValue.Of(number);
                return true;
            case FieldKind.Date when json.TokenType == JsonTokenType.String && PlainTime.TryParseDate(json.PlainText(), out var date):
                value = CelValue.Of(date);
                return true;
            case FieldKind.Timestamp when json.TokenType == JsonTokenType.String && PlainTime.TryParse(json.PlainText(), out var moment):
                value = CelValue.Of(moment);
                return true;
            case FieldKind.String or FieldKind.Date or FieldKind.Timestamp when json.TokenType == JsonTokenType.String:
                if (!JsonText.TryGetString(ref json, out var text))
                    return Fail(RejectionReason.InvalidUtf8, "is not valid text (a lone surrogate or a NUL character)");
                return TryReadText(shape.Kind, text, out value);
            default:
                return Fail(RejectionReason.WrongFieldType, $"must be {shape}");
        }
    }

    bool TryReadText(FieldKind kind, string text, out CelValue value)
    {
        value = default;
        if (kind == FieldKind.String)
        {
            value = CelValue.Of(text);
            return true;
        }

        if (kind == FieldKind.Date)
        {
            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                return Fail(RejectionReason.InvalidDate, "is not a date; write it as 2026-11-21");
            value = CelValue.Of(date);
            return true;
        }

        if (!Rfc3339.TryParse(text, out var moment))
            return Fail(RejectionReason.InvalidDate, "is not a time; write it as 2026-11-21T10:00:00+01:00, with the offset");
        value = CelValue.Of(moment);
        return true;
    }

    bool TryReadList(ref Utf8JsonReader json, FieldShape element, out CelValue value)
    {
        value = default;
        if (json.TokenType != JsonTokenType.StartArray) return Fail(RejectionReason.WrongFieldType, "must be a list");
        var items = new List<CelValue>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (!TryReadValue(ref json, element, out var item)) return Inside(items.Count);
            items.Add(item);
        }

        value = CelValue.Of(items);
        return true;
    }

    // The three below are false, so that a failure can be passed on in one breath.
    bool Fail(RejectionReason reason, string detail)
    {
        (_path, _reason, _detail) = (new FieldPath(), reason, detail);
        return false;
    }

    bool Inside(string name)
    {
        _path!.Inside(name);
        return false;
    }

    bool Inside(int index)
    {
        _path!.Inside(index);
        return false;
    }
}
