using Proactive.Cel;

namespace Proactive.Cli.Output;

/// <summary>A condition as an indented tree, each part with its value.</summary>
static class ConditionTree
{
    const int SourceWidth = 72;
    const int ValueWidth = 60;

    /// <summary>The lines, to be put below each other.</summary>
    public static IReadOnlyList<string> Lines(CelExplanation condition)
    {
        var parts = Flatten(condition, null, 0).ToList();
        var width = parts.Max(p => p.Source.Length);
        return [.. parts.Select(p => $"{p.Source.PadRight(width)}  {p.Value}")];
    }

    public static object Json(CelExplanation part, CelExplanation? whole = null) => new
    {
        source = part.Source,
        offset = part.Offset,
        value = ValueOf(part),
        absent = part.IsAbsent,
        absorbed = whole?.Absorbs(part) == true,
        parts = part.Parts.Select(p => Json(p, part)),
    };

    static IEnumerable<(string Source, string Value)> Flatten(CelExplanation part, CelExplanation? whole, int depth)
    {
        var value = Cut(ValueOf(part), ValueWidth);
        yield return (new string(' ', depth * 2) + Cut(part.Source, SourceWidth), whole?.Absorbs(part) == true ? $"{value} (absorbed)" : value);
        foreach (var line in part.Parts.SelectMany(p => Flatten(p, part, depth + 1))) yield return line;
    }

    static string ValueOf(CelExplanation part) => part.IsAbsent ? "absent" : part.Value.ToString();

    static string Cut(string text, int width) => text.Length <= width ? text : $"{text.AsSpan(0, width - 1)}…";
}
