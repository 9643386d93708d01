using System.Diagnostics;
using Proactive.Engine.Rehearsal;

namespace Proactive.Engine.Tests.Rehearsal;

public sealed class LineDiffTests
{
    [Fact]
    public void Unchanged_lines_stay_and_the_rest_is_removed_and_added()
    {
        var lines = LineDiff.Of("a\nb\nc\nd\n", "a\nB\nc\nd\ne\n");
        Assert.Equal(["=1,1 a", "-2, b", "+,2 B", "=3,3 c", "=4,4 d", "+,5 e"], lines.Select(Written));
    }

    [Theory, InlineData(null, null), InlineData("", "a\n"), InlineData("a\n", null), InlineData("a\r\nb\r\n", "a\nb\n"), InlineData("a", "a\n")]
    public void Texts_that_are_not_there_and_line_ends_of_other_systems_do_no_harm(string? before, string? after) => AssertTells(before, after);

    [Fact]
    public void Whatever_changes_both_texts_can_be_read_off_with_as_few_changes_as_possible()
    {
        var random = new Random(7);
        for (var round = 0; round < 400; round++)
        {
            string Text() => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => $"{(char)('a' + random.Next(4))}\n"));
            var (before, after) = (Text(), Text());
            var lines = AssertTells(before, after);
            Assert.Equal(Common(Lines(before), Lines(after)), lines.Count(l => l.Change == LineChange.Same));
        }
    }

    [Fact]
    public void Two_long_texts_with_nothing_in_common_are_compared_at_once()
    {
        var watch = Stopwatch.StartNew();
        var before = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"before {i}\n"));
        AssertTells(before, before.Replace("before", "after", StringComparison.Ordinal));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Groups_keep_the_lines_round_a_change_and_lines_that_meet_stand_together()
    {
        var before = string.Concat(Enumerable.Range(1, 30).Select(i => $"{i}\n"));
        var groups = LineDiff.Groups(LineDiff.Of(before, before.Replace("5\n6\n", "5\nx\n", StringComparison.Ordinal).Replace("11\n", "y\n", StringComparison.Ordinal).Replace("29\n", "z\n", StringComparison.Ordinal)), context: 2);
        Assert.Equal([["4", "5", "6", "x", "7", "8", "9", "10", "11", "y", "12", "13"], ["27", "28", "29", "z", "30"]], groups.Select(g => g.Select(l => l.Text)));
        Assert.Empty(LineDiff.Groups(LineDiff.Of("a\n", "a\n")));
    }

    static IReadOnlyList<DiffLine> AssertTells(string? before, string? after)
    {
        var lines = LineDiff.Of(before, after);
        Assert.Equal(Lines(before), lines.Where(l => l.Change != LineChange.Added).Select(l => l.Text));
        Assert.Equal(Lines(after), lines.Where(l => l.Change != LineChange.Removed).Select(l => l.Text));
        Assert.Equal(Enumerable.Range(1, Lines(before).Length), lines.Select(l => l.Before).OfType<int>());
        Assert.Equal(Enumerable.Range(1, Lines(after).Length), lines.Select(l => l.After).OfType<int>());
        return lines;
    }

    static string[] Lines(string? text) => string.IsNullOrEmpty(text) ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    // The longest common subsequence, the plain way.
    static int Common(string[] a, string[] b)
    {
        var best = new int[a.Length + 1, b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++) best[i, j] = a[i - 1] == b[j - 1] ? best[i - 1, j - 1] + 1 : Math.Max(best[i - 1, j], best[i, j - 1]);
        return best[a.Length, b.Length];
    }

    static string Written(DiffLine line) => $"{(line.Change switch { LineChange.Same => '=', LineChange.Added => '+', _ => '-' })}{line.Before},{line.After} {line.Text}";
}
