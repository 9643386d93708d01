using Proactive.Cel;
using Proactive.Engine.Events;

namespace Proactive.Engine.Rules;

/// <summary>Reads the <c>data:</c> declaration of an event type: <c>{ movedOn: date, to: { postcode: string? } }</c>.</summary>
static class EventTypeReader
{
    public static EventType Read(string name, YamlNode data, bool ignoresUnknownFields, ProblemList problems) =>
        new(name, ReadRecord("data", data, problems), ignoresUnknownFields);

    static RecordShape ReadRecord(string name, YamlNode node, ProblemList problems)
    {
        if (node is not YamlMap map)
        {
            problems.Add(node, $"'{name}' declares its fields, e.g. {{ movedOn: date }}");
            return new RecordShape(name, []);
        }

        var fields = new List<DeclaredField>();
        foreach (var (key, value) in map.Entries)
        {
            if (!IsFieldName(key.Text)) problems.Add(key, $"'{key.Text}' cannot be a field name; use letters, digits and _");
            else if (ReadField(key.Text, value, problems) is { } field) fields.Add(field);
        }

        return new RecordShape(name, fields);
    }

    static DeclaredField? ReadField(string name, YamlNode node, ProblemList problems)
    {
        if (node is YamlMap) return new DeclaredField(name, FieldShape.Of(ReadRecord(name, node, problems)), Required: true);
        if (node is not YamlScalar scalar)
        {
            problems.Add(node, $"the type of '{name}' is a word such as string, date or list<string>");
            return null;
        }

        var required = !scalar.Text.EndsWith('?');
        var shape = ReadShape(name, required ? scalar.Text : scalar.Text[..^1], scalar, problems);
        return shape is null ? null : new DeclaredField(name, shape, required);
    }

    static FieldShape? ReadShape(string name, string text, YamlScalar at, ProblemList problems)
    {
        text = text.Trim();
        if (FieldShape.Scalar(text) is { } scalar) return scalar;
        if (text.StartsWith("list<", StringComparison.Ordinal) && text.EndsWith('>'))
            return ReadShape(name, text[5..^1], at, problems) is { } element ? FieldShape.ListOf(element) : null;
        if (text.StartsWith('{') && text.EndsWith('}')) return ReadInline(name, text, at, problems);
        var meant = Closest.To(text, ["string", "int", "double", "bool", "date", "timestamp"]);
        problems.Add(at, $"'{text}' is not a field type; use string, int, double, bool, date, timestamp, list<…> or {{ … }}{(meant is null ? "" : $"; was '{meant}' meant?")}");
        return null;
    }

    // list<{ id: string }> is one YAML word, so the record inside it is parsed here.
    static FieldShape? ReadInline(string name, string text, YamlScalar at, ProblemList problems)
    {
        var inner = new ProblemList();
        var node = YamlParser.Parse(at.File.Path, text, inner);
        if (node is null || inner.Any)
        {
            problems.Add(at, $"the fields in '{text}' cannot be read");
            return null;
        }

        var record = ReadRecord(name, node, inner);
        foreach (var problem in inner.All) problems.Add(at, problem.Message);
        return FieldShape.Of(record);
    }

    static bool IsFieldName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
