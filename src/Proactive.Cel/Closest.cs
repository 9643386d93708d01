namespace Proactive.Cel;

/// <summary>Finds the name somebody probably meant.</summary>
public static class Closest
{
    /// <summary>The known name nearest to <paramref name="name"/>, or null if none is near enough to be a slip.</summary>
    public static string? To(string name, IEnumerable<string> known)
    {
        var allowed = Math.Max(1, name.Length / 3);
        return known.Select(k => (Name: k, Distance: Distance(name, k)))
            .Where(k => k.Distance <= allowed)
            .OrderBy(k => k.Distance).ThenBy(k => k.Name, StringComparer.Ordinal)
            .Select(k => k.Name).FirstOrDefault();
    }

    // Edits to get from one to the other, a swap of neighbours being one edit.
    static int Distance(string from, string to)
    {
        if (string.Equals(from, to, StringComparison.OrdinalIgnoreCase)) return 0;
        if (Math.Abs(from.Length - to.Length) > 3 || from.Length > 100) return int.MaxValue;
        var cells = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++) cells[i, 0] = i;
        for (var j = 0; j <= to.Length; j++) cells[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var substitution = cells[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                cells[i, j] = Math.Min(substitution, Math.Min(cells[i - 1, j], cells[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    cells[i, j] = Math.Min(cells[i, j], cells[i - 2, j - 2] + 1);
            }
        }

        return cells[from.Length, to.Length];
    }
}
