using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;

namespace Proactive.Bench;

/// <summary>A delivery log as a year leaves it: some 17 life events, mostly digital, a few that bounce and go on by letter, hardly any that fail.</summary>
static class LogLines
{
    public static readonly DateTimeOffset Begin = new(2025, 11, 9, 0, 0, 0, TimeSpan.Zero);

    static readonly string[] Guides =
    [
        .. new[] { "birth", "death", "divorce", "job-loss", "marriage", "moving", "retirement", "turning-18" }.SelectMany(e => new[] { $"dk/{e}", $"cz/{e}" }), "uk/birth",
    ];

    static readonly NoticeKind[] Kinds =
    [
        .. Enumerable.Repeat(NoticeKind.Start, 8), .. Enumerable.Repeat(NoticeKind.Reminder, 7), .. Enumerable.Repeat(NoticeKind.Completion, 3), NoticeKind.Change, NoticeKind.Withdrawal,
    ];

    static readonly string[] Digital = ["digital-post", "digital-post", "digital-post", "email", "email", "text-message"];

    /// <summary>That many lines, the same every time.</summary>
    public static IEnumerable<LogEntry> Of(int count)
    {
        var random = new Random(1);
        // So that it is one year, however many there are.
        var between = TimeSpan.FromDays(365) / count;
        for (var written = 0; written < count;)
        {
            foreach (var line in OfOneNotice(random, Begin + written * between, count / 5))
            {
                if (written++ < count) yield return line;
            }
        }
    }

    static IEnumerable<LogEntry> OfOneNotice(Random random, DateTimeOffset at, int citizens)
    {
        var kind = Kinds[random.Next(Kinds.Length)];
        var digital = Digital[random.Next(Digital.Length)];
        var notice = new LogEntry(
            at, Citizen(random.Next(citizens)), Hex(random), Guides[random.Next(Guides.Length)], kind, kind == NoticeKind.Reminder ? "report-address" : null, NoticeState.Planned, null, null);

        LogEntry Line(NoticeState state, string? channel, int minutes, string? reason = null) => notice with { At = at.AddMinutes(minutes), State = state, Channel = channel, Reason = reason };
        return random.Next(10_000) switch
        {
            < 3 => [Line(NoticeState.OutcomeUnknown, digital, 0, "connection-lost")],
            < 15 => [Line(NoticeState.Failed, digital, 0, "tries-used-up")],
            < 200 => [Line(NoticeState.Sent, digital, 0), Line(NoticeState.Bounced, digital, 1, "5.1.1"), Line(NoticeState.Planned, "letter", 2, "next-channel"), Line(NoticeState.Sent, "letter", 5)],
            < 400 => [Line(NoticeState.Suppressed, null, 0, "opted-out")],
            < 700 => [Line(NoticeState.Cancelled, null, 0, "step-done")],
            < 720 => [Line(NoticeState.Expired, null, 0, "no-longer-useful")],
            < 1_300 => [Line(NoticeState.Sent, "letter", 0)],
            _ => [Line(NoticeState.Sent, digital, 0), Line(NoticeState.Delivered, digital, 3)],
        };
    }

    static CitizenKey Citizen(int number) => new($"{number:x8}{number * 2654435761L & 0xffffffff:x8}{number:x16}");

    static string Hex(Random random) => $"{random.NextInt64():x16}{random.NextInt64():x16}";
}
