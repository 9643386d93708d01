using System.Buffers;
using System.Text.Json;
using Proactive.Cel;

namespace Proactive.Engine.Events;

/// <summary>The attributes of one event while it is being read.</summary>
sealed class Envelope
{
    static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    HashSet<string>? _extensions;
    int _seen, _next;
    EventType? _type;
    string? _specVersion, _subject;
    DateTimeOffset? _time;

    public string? Id { get; private set; }
    public string? Source { get; private set; }
    public string? Type { get; private set; }
    public CelRecord? Data { get; private set; }

    /// <summary>Where the data stands in the payload, if it came before the type.</summary>
    public Range? LateData { get; set; }

    /// <summary>Reads a member's name; a rejection if it was there before.</summary>
    public Rejection? ReadName(ref Utf8JsonReader json, out string name)
    {
        bool isNew;
        if (AttributeName.Find(ref json, _next) is { } known)
        {
            name = known.Name;
            _next = known.Number + 1;
            isNew = (_seen & (1 << known.Number)) == 0;
            _seen |= 1 << known.Number;
        }
        else
        {
            if (!JsonText.TryGetString(ref json, out name)) return new Rejection(RejectionReason.InvalidAttribute, "", "an attribute's name is not valid text");
            isNew = (_extensions ??= new(StringComparer.Ordinal)).Add(name);
        }

        return isNew ? null : new Rejection(RejectionReason.DuplicateKey, FieldPath.Of(name), "is there twice; which one is meant cannot be known");
    }

    public void Accept(EventType type, CelRecord data) => (_type, Data) = (type, data);

    /// <summary>Reads one attribute's value; the CloudEvents 1.0 JSON format says which are text and that null means unset.</summary>
    public Rejection? ReadAttribute(string name, ref Utf8JsonReader json)
    {
        if (!IsAttributeName(name))
            return Invalid(name, "attribute names are lower-case letters and digits; facts belong in data");
        if (name == "data_base64") return new Rejection(RejectionReason.UnsupportedContent, name, "binary data is not read; send data as JSON");
        if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) return Invalid(name, "attributes are not nested; facts belong in data");
        if (json.TokenType == JsonTokenType.Null) return null;
        // Extensions may be numbers or booleans; we pass them over.
        if (json.TokenType != JsonTokenType.String) return IsOurs(name) ? Invalid(name, "must be text") : null;
        if (name == "time" && PlainTime.TryParse(json.PlainText(), out var time))
        {
            _time = time;
            return null;
        }

        if (name == "specversion" && json.ValueTextEquals("1.0"u8))
        {
            _specVersion = "1.0";
            return null;
        }

        if (!JsonText.TryGetString(ref json, out var text) || HasControlCharacters(text)) return Invalid(name, "has characters that text must not have");
        if (text.Length == 0) return IsOurs(name) ? Invalid(name, "must not be empty") : null;
        return Set(name, text);
    }

    Rejection? Set(string name, string text)
    {
        switch (name)
        {
            case "specversion" when text != "1.0":
                return new Rejection(RejectionReason.UnsupportedSpecVersion, name, "only CloudEvents 1.0 is read");
            case "specversion":
                _specVersion = text;
                break;
            case "id":
                Id = text;
                break;
            case "source" when !Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _):
                return Invalid(name, "must be a URI reference");
            case "source":
                Source = text;
                break;
            case "type":
                Type = text;
                break;
            case "subject":
                _subject = text;
                break;
            case "time":
                if (!Rfc3339.TryParse(text, out var time))
                    return new Rejection(RejectionReason.InvalidDate, name, "is not a time; write it as 2026-11-21T10:00:00+01:00, with the offset");
                _time = time;
                break;
            case "datacontenttype" when !IsJson(text):
                return new Rejection(RejectionReason.UnsupportedContent, name, "only application/json is read");
        }

        return null;
    }

    /// <summary>The first required attribute that is not there.</summary>
    public Rejection? Missing()
    {
        var name = _specVersion is null ? "specversion" : Id is null ? "id" : Source is null ? "source" : Type is null ? "type" : null;
        return name is null ? null : new Rejection(RejectionReason.MissingAttribute, name, "is missing; CloudEvents 1.0 requires it");
    }

    public LifeEvent ToLifeEvent() => new(_type!, Source!, Id!, _subject, _time, Data!);

    static bool HasControlCharacters(string text) => text.AsSpan().ContainsAnyInRange('\0', '\x1f') || text.AsSpan().ContainsAnyInRange('\x7f', '\x9f');

    static bool IsOurs(string name) => name is "specversion" or "id" or "source" or "type" or "subject" or "time" or "datacontenttype" or "dataschema";

    static bool IsAttributeName(string name) => name == "data_base64" || (name.Length > 0 && !name.AsSpan().ContainsAnyExcept(NameCharacters));

    static bool IsJson(string contentType)
    {
        var mediaType = contentType.Split(';')[0].Trim();
        return mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    static Rejection Invalid(string name, string detail) => new(RejectionReason.InvalidAttribute, FieldPath.Of(name), detail);
}
