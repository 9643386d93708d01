using System.Text;
using Proactive.Channels.Email;
using Proactive.Engine.Rendering;
using static Proactive.Adapters.Tests.Mails;
using NoticeKind = Proactive.Engine.Notices.NoticeKind;

namespace Proactive.Adapters.Tests;

public sealed class CalendarFileTests
{
    static readonly DateTimeOffset At = new(2026, 11, 21, 10, 30, 0, TimeSpan.FromHours(1));

    static readonly MessageStep Report = new(
        "report", "Meld flytning", "Oplys din nye adresse, eller ring; det er gratis.", null, new DateOnly(2026, 11, 26), false, "Folkeregisteret",
        new Uri("https://borger.example/flytning?a=1"), "Meld flytning på borger.dk", ["MitID", "Logiværtserklæring"], "+45 12 34 56 78", "9-15") { Key = "j-1/report" };

    static readonly MessageStep School = Report with { Id = "school", Key = "j-1/school", Title = "Vælg skole", Due = new DateOnly(2026, 12, 31), Action = null, ActionLabel = "", Bring = [], Phone = "", Hours = "" };

    [Fact]
    public void Each_deadline_is_a_whole_day_with_all_there_is_to_know()
    {
        var calendar = Read(Notice with { Steps = [Report, School] });
        Assert.Equal(("2.0", "GREGORIAN", "PUBLISH", "-//Proactive//Deadlines//EN"), (calendar["VERSION"], calendar["CALSCALE"], calendar["METHOD"], calendar["PRODID"]));
        Assert.Equal(["VEVENT", "VEVENT"], calendar.Components.Select(c => c.Name));
        var day = calendar.Components[0];
        Assert.Equal((";VALUE=DATE", "20261126"), (day.Parameters("DTSTART"), day["DTSTART"]));
        Assert.Equal((";VALUE=DATE", "20261127"), (day.Parameters("DTEND"), day["DTEND"]));
        Assert.Equal(("20261121T093000Z", "29920890"), (day["DTSTAMP"], day["SEQUENCE"]));
        Assert.Equal("Meld flytning (Folkeregisteret)", day.Text("SUMMARY"));
        Assert.Equal(
            "Oplys din nye adresse, eller ring; det er gratis.\n- MitID\n- Logiværtserklæring\nMeld flytning på borger.dk: https://borger.example/flytning?a=1\nFolkeregisteret, +45 12 34 56 78, 9-15",
            day.Text("DESCRIPTION"));
        Assert.Equal("https://borger.example/flytning?a=1", day["URL"]);
        Assert.Equal((";CN=\"Københavns Kommune, Borgerservice\"", "mailto:no-reply@kommune.example"), (day.Parameters("ORGANIZER"), day["ORGANIZER"]));
        Assert.Equal(("TRANSPARENT", "PRIVATE"), (day["TRANSP"], day["CLASS"]));
        var alarm = Assert.Single(day.Components);
        Assert.Equal(("VALARM", "DISPLAY", "-P1DT16H", "Meld flytning (Folkeregisteret)"), (alarm.Name, alarm["ACTION"], alarm["TRIGGER"], alarm.Text("DESCRIPTION")));

        var last = calendar.Components[1];
        Assert.Equal(("20261231", "20270101"), (last["DTSTART"], last["DTEND"]));
        Assert.False(last.Has("URL"));
        Assert.Equal("Oplys din nye adresse, eller ring; det er gratis.\nFolkeregisteret", last.Text("DESCRIPTION"));
    }

    [Fact]
    public void A_later_mail_about_the_same_step_replaces_its_day_and_no_other()
    {
        var first = Read(Notice with { Steps = [Report, School] }).Components;
        var later = Read(NoticeNumber(2) with { Kind = NoticeKind.Change, Steps = [Report with { Id = "1", Due = new DateOnly(2026, 11, 30) }] }, At.AddMinutes(1)).Components[0];
        Assert.Equal(first[0]["UID"], later["UID"]);
        Assert.Equal(int.Parse(first[0]["SEQUENCE"], null) + 1, int.Parse(later["SEQUENCE"], null));
        Assert.NotEqual(first[0]["UID"], first[1]["UID"]);
        Assert.NotEqual(first[0]["UID"], Read(Notice with { Steps = [Report with { Key = "j-2/report" }] }).Components[0]["UID"]);
        Assert.Matches("^[0-9a-f]{32}$", first[0]["UID"]);
    }

    [Fact]
    public void A_real_notice_has_its_deadlines_in_it_and_whatever_tells_of_them_later_means_the_same_days()
    {
        var start = DaysOf(RealNotices.Of("dk/moving", "da", NoticeKind.Start));
        var steps = RealNotices.PartOf("dk/moving", "da", NoticeKind.Start).Journey.Steps.Where(s => !s.Automatic).ToList();
        Assert.Equal(steps.Select(s => s.Due!.Value.ToString("yyyyMMdd", null)).Order(), start.Values.Order());
        Assert.Equal(start.OrderBy(d => d.Key), DaysOf(RealNotices.Of("dk/moving", "da", NoticeKind.Reminder)).OrderBy(d => d.Key));

        var birth = DaysOf(RealNotices.Of("dk/birth", "da", NoticeKind.Start));
        var together = DaysOf(RealNotices.Together("da", null, RealNotices.PartOf("dk/birth", "da", NoticeKind.Start), RealNotices.PartOf("dk/moving", "da", NoticeKind.Start)));
        Assert.Equal(start.Concat(birth).OrderBy(d => d.Key), together.OrderBy(d => d.Key));
        Assert.Empty(start.Keys.Intersect(DaysOf(RealNotices.Of("dk/moving", "en", NoticeKind.Start)).Keys));
    }

    [Fact]
    public void Only_days_that_are_still_ahead_and_that_somebody_has_to_keep_are_written_down()
    {
        Assert.Null(Write(Notice));
        Assert.Null(Write(Notice with { Steps = [Report with { Due = null }, Report with { Automatic = true }, Report with { Due = new DateOnly(2026, 11, 20) }] }));
        Assert.Null(Write(Notice with { Kind = NoticeKind.Withdrawal, Steps = [Report] }));
        Assert.Equal("20261121", Assert.Single(Read(Notice with { Steps = [Report with { Due = new DateOnly(2026, 11, 21) }, Report with { Automatic = true }] }).Components)["DTSTART"]);
    }

    [Fact]
    public void Whatever_the_words_are_they_are_read_as_they_were_and_no_line_is_too_long()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 1000; i++)
        {
            var (title, text, name) = (AnyText(random), AnyText(random), AnyText(random));
            var step = Report with { Title = title, Agency = "", Text = "x" + text, Bring = [], Action = null, Phone = "", Hours = "" };
            var day = Assert.Single(Read(Notice with { Steps = [step] }, from: Sender with { Name = "x" + name }).Components);
            Assert.Equal(Seen($"{title} ()"), day.Text("SUMMARY"));
            Assert.Equal(Seen("x" + text), day.Text("DESCRIPTION"));
            Assert.Equal($";CN=\"{Seen("x" + name).Replace('\n', ' ').Replace('"', '\'')}\"", day.Parameters("ORGANIZER"));
        }
    }

    [Fact]
    public void A_mail_with_deadlines_carries_them_as_a_file_and_one_without_is_as_it_was()
    {
        var mail = ReadMail.Of(NoticeMail.Of(Notice with { Steps = [Report] }, Sender, "soeren@borger.example", At).Bytes.ToArray());
        Assert.StartsWith("multipart/mixed;", mail["Content-Type"], StringComparison.Ordinal);
        Assert.Equal(2, mail.Parts.Count);
        Assert.Equal(["text/plain; charset=utf-8", "text/html; charset=utf-8"], mail.Parts[0].Parts.Select(p => p["Content-Type"]));
        Assert.Equal(Notice.Text, mail.Parts[0].Parts[0].Text);
        var file = mail.Parts[1];
        Assert.Equal(("text/calendar; charset=utf-8; method=PUBLISH", "attachment; filename=\"deadlines.ics\""), (file["Content-Type"], file["Content-Disposition"]));
        Assert.Equal(Write(Notice with { Steps = [Report] }), file.Text.Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.StartsWith("multipart/alternative;", ReadMail.Of(NoticeMail.Of(Notice, Sender, "soeren@borger.example", At).Bytes.ToArray())["Content-Type"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_of_a_page_has_the_same_days_and_names_no_sender()
    {
        var mail = Read(Notice with { Steps = [Report] }).Components[0];
        var page = ReadCalendar.Of(Encoding.UTF8.GetBytes(CalendarFile.Of([Report], At.AddMinutes(5))!));
        Assert.False(page.Has("METHOD"));
        var day = Assert.Single(page.Components);
        Assert.False(day.Has("ORGANIZER"));
        Assert.Equal((mail["UID"], mail["DTSTART"], mail["SUMMARY"]), (day["UID"], day["DTSTART"], day["SUMMARY"]));
        Assert.Equal(int.Parse(mail["SEQUENCE"], null) + 5, int.Parse(day["SEQUENCE"], null));
        Assert.Null(CalendarFile.Of([Report with { Due = null }, Report with { Automatic = true }], At));
    }

    static Dictionary<string, string> DaysOf(Message message) => Read(message).Components.ToDictionary(c => c["UID"], c => c["DTSTART"]);

    static string? Write(Message message, DateTimeOffset? at = null, MailSender? from = null) => CalendarFile.Of(message, from ?? Sender, at ?? At);

    static ReadCalendar Read(Message message, DateTimeOffset? at = null, MailSender? from = null) => ReadCalendar.Of(Encoding.UTF8.GetBytes(Write(message, at, from)!));

    static string AnyText(Random random) => string.Concat(Enumerable.Range(0, random.Next(200)).Select(_ => random.Next(8) switch
    {
        0 => "\\;,:\"\n\r\t\0\u0085\u2028="[random.Next(12)].ToString(),
        1 => "\\n",
        2 => char.ConvertFromUtf32(random.Next(0x1F300, 0x1F600)),
        3 => ((char)random.Next(0x4E00, 0x9FFF)).ToString(),
        4 => ((char)random.Next(0xD800, 0xE000)).ToString(),
        5 => ((char)random.Next(0xC0, 0x250)).ToString(),
        6 => " ",
        _ => ((char)random.Next('a', 'z' + 1)).ToString(),
    }));

    // Half a surrogate pair cannot be written, and of what is no character only the line break can.
    static string Seen(string text) => string.Concat(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Select(c => c != '\n' && (char.IsControl(c) || c is '\u2028' or '\u2029') ? ' ' : c));
}
