namespace Proactive.Engine;

/// <summary>Finds the name somebody probably meant.</summary>
public static class Closest
{
    /// <summary>The candidate nearest to <paramref name="name"/> by edit distance, or null if none is near enough to be a slip.</summary>
    public static string? To(string name, IEnumerable<string> candidates)
    {
        var best = candidates
            .Select(c => (Name: c, Distance: Distance(name, c)))
            .Where(c => c.Distance <= Math.Max(1, Math.Min(name.Length, c.Name.Length) / 3))
            .OrderBy(c => c.Distance).ThenBy(c => c.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Name;
    }

    static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 10) return int.MaxValue;
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + change);
            }

            previous = current;
        }

        return previous[b.Length];
    }
}
