using System.Globalization;
using System.Text;
using Proactive.Channels.Email;
using Proactive.Channels.Outbox;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;
using static Proactive.Adapters.Tests.Mails;

namespace Proactive.Adapters.Tests;

public sealed class OutboxChannelTests : IDisposable
{
    readonly TempFolder _folder = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    string[] Files => [.. Directory.EnumerateFileSystemEntries(_folder.File("out")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_notice_becomes_a_mail_and_a_page_named_by_time_reference_and_kind()
    {
        Assert.Equal(new Outcome.Delivered("20261121-1030-ABCD-EF01-start.eml"), await Outbox().Deliver(Notice, Citizen, Stop));
        Assert.Equal(["20261121-1030-ABCD-EF01-start.eml", "20261121-1030-ABCD-EF01-start.html"], Files);
        Assert.Equal(Notice.Html, await File.ReadAllTextAsync(_folder.File("out/20261121-1030-ABCD-EF01-start.html"), Stop));
    }

    [Fact]
    public async Task The_mail_is_what_a_relay_is_handed_with_the_clocks_date()
    {
        using var sink = SmtpSink.Start();
        await using (var email = new EmailChannel(Relay(sink.Port))) await email.Deliver(Notice, Citizen, Stop);
        await Outbox().Deliver(Notice, Citizen, Stop);

        static string Undated(byte[] mail) => string.Join('\n', Encoding.Latin1.GetString(mail).ReplaceLineEndings("\n").Split('\n').Where(l => !l.StartsWith("Date: ", StringComparison.Ordinal)));
        var written = await File.ReadAllBytesAsync(Directory.GetFiles(_folder.File("out"), "*.eml").Single(), Stop);
        Assert.Equal(Undated(Assert.Single(sink.Mails)).TrimEnd('\n'), Undated(written).TrimEnd('\n'));
        var date = ReadMail.Of(written)["Date"];
        Assert.Equal("21 Nov 2026 10:30:00 +0100", date);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 9, 30, 0, TimeSpan.Zero), DateTimeOffset.Parse(date, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_same_notice_later_or_after_a_restart_is_not_written_again()
    {
        var first = await Outbox().Deliver(Notice, Citizen, Stop);
        Assert.Equal(first, await Outbox(minutesLater: 90).Deliver(Notice, Citizen, Stop));
        var outbox = Outbox(minutesLater: 91);
        Assert.Equal(first, await outbox.Deliver(Notice, Citizen, Stop));
        Assert.Equal(first, await outbox.Deliver(Notice, Citizen, Stop));
        Assert.Equal(2, Files.Length);
    }

    [Fact]
    public async Task Another_notice_with_the_same_reference_is_written_too()
    {
        var outbox = Outbox();
        var twin = Notice with { NoticeId = "abcdef01ffffffffffffffffffffffff" };
        await outbox.Deliver(Notice, Citizen, Stop);
        Assert.Equal(new Outcome.Delivered("20261121-1030-abcdef01ffffffffffffffffffffffff-start.eml"), await outbox.Deliver(twin, Citizen, Stop));
        Assert.Equal(4, Files.Length);
        Assert.Equal(new Outcome.Delivered("20261121-1030-abcdef01ffffffffffffffffffffffff-start.eml"), await Outbox(5).Deliver(twin, Citizen, Stop));
        Assert.Equal(4, Files.Length);
    }

    [Fact]
    public async Task A_mail_that_was_deleted_is_written_again()
    {
        var outbox = Outbox();
        await outbox.Deliver(Notice, Citizen, Stop);
        foreach (var file in Directory.GetFiles(_folder.File("out"))) File.Delete(file);
        await outbox.Deliver(Notice, Citizen, Stop);
        Assert.Equal(2, Files.Length);
    }

    [Fact]
    public async Task File_names_say_nothing_about_the_person()
    {
        await Outbox().Deliver(Notice with { Subject = "Søren" }, Citizen, Stop);
        Assert.All(Files, name => Assert.Matches("^20261121-1030-ABCD-EF01-start[.](eml|html)$", name));
    }

    [Fact]
    public async Task An_address_that_is_not_exactly_one_is_given_up_and_nothing_is_written()
    {
        Assert.Equal(new Outcome.GiveUp("invalid-address"), await Outbox().Deliver(Notice, Citizen with { Email = "a@b.example;c@d.example" }, Stop));
        Assert.False(Directory.Exists(_folder.File("out")));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_tried_again_and_works_once_it_can()
    {
        await File.WriteAllTextAsync(_folder.File("out"), "a file where the folder should be", Stop);
        var outbox = Outbox();
        Assert.Equal(new Outcome.TryAgain("outbox-not-writable"), await outbox.Deliver(Notice, Citizen, Stop));
        File.Delete(_folder.File("out"));
        Assert.IsType<Outcome.Delivered>(await outbox.Deliver(Notice, Citizen, Stop));
    }

    [Fact]
    public async Task Whatever_a_subject_and_a_text_contain_the_mail_has_the_same_headers_and_says_the_same()
    {
        var random = new Random(20261121);
        var expected = new List<string>();
        for (var i = 0; i < 200; i++)
        {
            var (subject, text) = ("x" + Anything(random, 80), Anything(random, 400));
            var message = new Message($"{i:x8}000000000000000000000000", Notice.Kind, "cs", subject, $"<p>{i}</p>", text);
            var name = Assert.IsType<Outcome.Delivered>(await Outbox().Deliver(message, Citizen with { Name = subject }, Stop)).Receipt;
            var mail = ReadMail.Of(await File.ReadAllBytesAsync(_folder.File($"out/{name}"), Stop));

            if (i == 0) expected = mail.HeaderNames.ToList();
            Assert.Equal(expected, mail.HeaderNames);
            Assert.Equal(OneLine(subject), mail["Subject"]);
            Assert.Equal(Lines(text), Lines(mail.Parts[0].Text));
        }
    }

    [Fact]
    public void A_sender_that_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new OutboxChannel(_folder.Path, new MailSender("nobody"), TimeProvider.System));
    }

    OutboxChannel Outbox(int minutesLater = 0) => new(_folder.File("out"), Sender, new Copenhagen(new DateTimeOffset(2026, 11, 21, 9, 30, 0, TimeSpan.Zero).AddMinutes(minutesLater)));

    static string Anything(Random random, int length) => string.Concat(Enumerable.Range(0, random.Next(1, length)).Select(_ => random.Next(6) switch
    {
        0 => "\r\n\t\0.=?_\":<>@,;\u2028\u0085"[random.Next(15)].ToString(),
        1 => char.ConvertFromUtf32(random.Next(0x1F300, 0x1F600)),
        2 => ((char)random.Next(0xC0, 0x250)).ToString(),
        3 => " ",
        _ => ((char)random.Next('a', 'z' + 1)).ToString(),
    }));

    static string OneLine(string text) => string.Join(' ', string.Concat(text.Select(c => c is < ' ' or '\u2028' or '\u0085' ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    sealed class Copenhagen(DateTimeOffset now) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

        public override DateTimeOffset GetUtcNow() => now;
    }
}
