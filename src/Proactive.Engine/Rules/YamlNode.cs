namespace Proactive.Engine.Rules;

/// <summary>A content file's path and lines.</summary>
sealed class YamlSource(string path, string text)
{
    readonly string[] _lines = text.Split('\n');

    public string Path { get; } = path;

    /// <summary>The first tab that indents a line.</summary>
    public (int Line, int Column)? FirstTab => _lines
        .Select((text, i) => (Line: i + 1, Column: text.IndexOf('\t', StringComparison.Ordinal) + 1, Text: text))
        .Where(l => l.Column > 0 && string.IsNullOrWhiteSpace(l.Text[..l.Column]))
        .Select(l => ((int, int)?)(l.Line, l.Column)).FirstOrDefault();

    public string? LineAt(int line) => line >= 1 && line <= _lines.Length ? _lines[line - 1].TrimEnd('\r') : null;
}

/// <summary>One node of a YAML file that remembers where it stands. Scalars are text until a reader asks for more, so <c>no</c> is a word and not false.</summary>
abstract class YamlNode(YamlSource file, int line, int column)
{
    public YamlSource File { get; } = file;
    public int Line { get; } = line;
    public int Column { get; } = column;

    public abstract string Kind { get; }

    /// <summary>Line and column of the character <paramref name="offset"/> into the node's text.</summary>
    public virtual (int Line, int Column) PlaceOf(int offset) => (Line, Column);
}

sealed class YamlScalar(YamlSource file, int line, int column, string text, bool isPlain, bool isBlock) : YamlNode(file, line, column)
{
    public string Text { get; } = text;

    /// <summary>True if it is written without quotes.</summary>
    public bool IsPlain => isPlain;

    /// <summary>True for an unquoted scalar that says nothing: <c>key:</c>, <c>~</c> or <c>null</c>.</summary>
    public bool IsEmpty => isPlain && Text is "" or "~" or "null";

    public override string Kind => "text";

    public override (int Line, int Column) PlaceOf(int offset)
    {
        if (isBlock) return PlaceInBlock(offset);
        // Only an escape in a quoted scalar makes the source longer than the text; those are rare in expressions.
        return (Line, Column + offset + (isPlain ? 0 : 1));
    }

    (int Line, int Column) PlaceInBlock(int offset)
    {
        var before = Text[..Math.Min(offset, Text.Length)];
        var line = Line + 1 + before.Count(c => c == '\n');
        var source = File.LineAt(line) ?? "";
        var indent = source.Length - source.TrimStart().Length;
        return (line, indent + 1 + before.Length - (before.LastIndexOf('\n') + 1));
    }
}

sealed class YamlList(YamlSource file, int line, int column, IReadOnlyList<YamlNode> items) : YamlNode(file, line, column)
{
    public IReadOnlyList<YamlNode> Items { get; } = items;
    public override string Kind => "a list";
}

sealed class YamlMap(YamlSource file, int line, int column, IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> entries) : YamlNode(file, line, column)
{
    public IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> Entries { get; } = entries;
    public override string Kind => "a mapping";

    public YamlNode? this[string key] => Entries.FirstOrDefault(e => e.Key.Text == key).Value;
}
