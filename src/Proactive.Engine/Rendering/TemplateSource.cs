using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>A template's text, lines ended by a line feed alone, and the path by which problems name it.</summary>
sealed class TemplateSource(string path, string text)
{
    public string Path { get; } = path;

    public string Text { get; } = text.ReplaceLineEndings("\n");

    public Problem ProblemAt(int offset, string message)
    {
        var (line, column) = PlaceOf(offset);
        return new Problem(Path, line, column, message, Text.Split('\n')[line - 1]);
    }

    public TemplateException FailureAt(int offset, string message)
    {
        var (line, column) = PlaceOf(offset);
        return new TemplateException($"{Path}:{line}:{column}", message);
    }

    (int Line, int Column) PlaceOf(int offset)
    {
        var before = Text.AsSpan(0, Math.Min(offset, Text.Length));
        return (before.Count('\n') + 1, before.Length - (before.LastIndexOf('\n') + 1) + 1);
    }
}
