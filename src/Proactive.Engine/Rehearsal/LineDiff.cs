namespace Proactive.Engine.Rehearsal;

/// <summary>What became of a line.</summary>
public enum LineChange { Same, Removed, Added }

/// <summary>One line of a comparison.</summary>
/// <param name="Before">Its number in the text before, from 1; null: it is new.</param>
/// <param name="After">Its number in the text after; null: it is gone.</param>
public sealed record DiffLine(LineChange Change, int? Before, int? After, string Text);

/// <summary>Compares two texts line by line with the fewest changes (Myers' greedy algorithm). Pure.</summary>
public static class LineDiff
{
    // Two texts with less in common are read side by side anyway, and the search costs the square of this.
    const int MostChanges = 1000;

    /// <summary>Every line of both texts, in order. A text that is not there is an empty one.</summary>
    public static IReadOnlyList<DiffLine> Of(string? before, string? after)
    {
        var (old, now) = (LinesOf(before), LinesOf(after));
        var head = 0;
        while (head < old.Length && head < now.Length && old[head] == now[head]) head++;
        var tail = 0;
        while (tail < old.Length - head && tail < now.Length - head && old[^(tail + 1)] == now[^(tail + 1)]) tail++;

        var lines = new List<DiffLine>();
        for (var i = 0; i < head; i++) lines.Add(Same(old, i, i));
        Compare(old, now, head, old.Length - tail, now.Length - tail, lines);
        for (var i = tail; i > 0; i--) lines.Add(Same(old, old.Length - i, now.Length - i));
        return lines;
    }

    /// <summary>The changed lines with <paramref name="context"/> unchanged ones round them, in groups of lines that stand together.</summary>
    public static IReadOnlyList<IReadOnlyList<DiffLine>> Groups(IReadOnlyList<DiffLine> lines, int context = 3)
    {
        var groups = new List<List<DiffLine>>();
        var taken = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Change == LineChange.Same) continue;
            var from = Math.Max(i - context, 0);
            if (groups.Count == 0 || from > taken + 1) groups.Add([]);
            for (var j = Math.Max(from, taken + 1); j <= Math.Min(i + context, lines.Count - 1); j++) groups[^1].Add(lines[taken = j]);
        }

        return groups;
    }

    static string[] LinesOf(string? text) => string.IsNullOrEmpty(text) ? [] : [.. (text.EndsWith('\n') ? text[..^1] : text).Split('\n').Select(l => l.TrimEnd('\r'))];

    static DiffLine Same(string[] old, int before, int after) => new(LineChange.Same, before + 1, after + 1, old[before]);

    static void Compare(string[] old, string[] now, int start, int oldEnd, int nowEnd, List<DiffLine> lines)
    {
        var (x, y, steps) = (start, start, Path(old.AsSpan(start..oldEnd), now.AsSpan(start..nowEnd)));
        foreach (var change in steps)
        {
            lines.Add(change switch
            {
                LineChange.Same => Same(old, x, y),
                LineChange.Removed => new DiffLine(change, x + 1, null, old[x]),
                _ => new DiffLine(change, null, y + 1, now[y]),
            });
            if (change != LineChange.Added) x++;
            if (change != LineChange.Removed) y++;
        }
    }

    static List<LineChange> Path(ReadOnlySpan<string> old, ReadOnlySpan<string> now)
    {
        var most = Math.Min(old.Length + now.Length, MostChanges);
        // How far each diagonal came, before each further change.
        var trace = new List<int[]>();
        var reached = new int[2 * most + 3];
        for (var changes = 0; changes <= most; changes++)
        {
            trace.Add(reached[(most + 1 - changes)..(most + 2 + changes)]);
            for (var diagonal = -changes; diagonal <= changes; diagonal += 2)
            {
                var at = most + 1 + diagonal;
                var x = diagonal == -changes || (diagonal != changes && reached[at - 1] < reached[at + 1]) ? reached[at + 1] : reached[at - 1] + 1;
                while (x < old.Length && x - diagonal < now.Length && old[x] == now[x - diagonal]) x++;
                reached[at] = x;
                if (x >= old.Length && x - diagonal >= now.Length) return Back(trace, old.Length, now.Length);
            }
        }

        return [.. Enumerable.Repeat(LineChange.Removed, old.Length), .. Enumerable.Repeat(LineChange.Added, now.Length)];
    }

    static List<LineChange> Back(List<int[]> trace, int x, int y)
    {
        var path = new List<LineChange>();
        for (var changes = trace.Count - 1; changes > 0; changes--)
        {
            var (reached, diagonal) = (trace[changes], x - y);
            int Reached(int on) => reached[on + changes];
            var isAdded = diagonal == -changes || (diagonal != changes && Reached(diagonal - 1) < Reached(diagonal + 1));
            var from = isAdded ? Reached(diagonal + 1) : Reached(diagonal - 1) + 1;
            for (; x > from; x--, y--) path.Add(LineChange.Same);
            path.Add(isAdded ? LineChange.Added : LineChange.Removed);
            if (isAdded) y--;
            else x--;
        }

        for (; x > 0; x--) path.Add(LineChange.Same);
        path.Reverse();
        return path;
    }
}
