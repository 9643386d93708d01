namespace Proactive.Cel.Checking;

/// <summary>"Did you mean": the known name closest to a mistyped one.</summary>
internal static class Suggestions
{
    /// <summary>A question to append to a problem's sentence, empty if no name is close enough.</summary>
    public static string DidYouMean(string name, IEnumerable<string> known)
    {
        var allowed = Math.Max(1, name.Length / 3);
        var best = known.Select(k => (Name: k, Distance: Distance(name, k)))
            .Where(k => k.Distance <= allowed)
            .OrderBy(k => k.Distance).ThenBy(k => k.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Name is null ? "" : $" Did you mean '{best.Name}'?";
    }

    // Edits to get from one to the other, a swap of neighbours being one edit.
    private static int Distance(string from, string to)
    {
        if (string.Equals(from, to, StringComparison.OrdinalIgnoreCase))
            return 0;
        if (Math.Abs(from.Length - to.Length) > 3 || from.Length > 100)
            return int.MaxValue;
        var cells = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            cells[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            cells[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
            for (var j = 1; j <= to.Length; j++)
            {
                var substitution = cells[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                cells[i, j] = Math.Min(substitution, Math.Min(cells[i - 1, j], cells[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    cells[i, j] = Math.Min(cells[i, j], cells[i - 2, j - 2] + 1);
            }
        return cells[from.Length, to.Length];
    }
}
