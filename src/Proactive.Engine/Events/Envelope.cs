using System.Text.Json;
using Proactive.Cel;

namespace Proactive.Engine.Events;

/// <summary>The attributes of one event while it is being read.</summary>
sealed class Envelope
{
    readonly HashSet<string> _names = new(StringComparer.Ordinal);
    EventType? _type;
    string? _specVersion, _subject;
    DateTimeOffset? _time;

    public string? Id { get; private set; }
    public string? Source { get; private set; }
    public string? Type { get; private set; }
    public CelRecord? Data { get; private set; }

    /// <summary>Where the data stands in the payload, if it came before the type.</summary>
    public Range? LateData { get; set; }

    /// <summary>False if the attribute was there before.</summary>
    public bool TryMark(string name) => _names.Add(name);

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
        if (!JsonText.TryGetString(ref json, out var text) || text.Any(char.IsControl)) return Invalid(name, "has characters that text must not have");
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
            case "time" when !Rfc3339.TryParse(text, out _):
                return new Rejection(RejectionReason.InvalidDate, name, "is not a time; write it as 2026-11-21T10:00:00+01:00, with the offset");
            case "time":
                _time = Rfc3339.TryParse(text, out var time) ? time : null;
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

    static bool IsOurs(string name) => name is "specversion" or "id" or "source" or "type" or "subject" or "time" or "datacontenttype" or "dataschema";

    static bool IsAttributeName(string name) => name == "data_base64" || (name.Length > 0 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));

    static bool IsJson(string contentType)
    {
        var mediaType = contentType.Split(';')[0].Trim();
        return mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    static Rejection Invalid(string name, string detail) => new(RejectionReason.InvalidAttribute, FieldPath.Of(name), detail);
}
