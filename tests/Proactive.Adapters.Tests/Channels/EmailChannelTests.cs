using System.Globalization;
using System.Text;
using Proactive.Channels.Email;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;
using static Proactive.Adapters.Tests.Mails;

namespace Proactive.Adapters.Tests;

public sealed class EmailChannelTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_notice_arrives_with_the_headers_of_an_automatic_letter()
    {
        using var sink = SmtpSink.Start();
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        Assert.Equal(new Outcome.Delivered("smtp-250"), await Deliver(sink, Notice));

        var mail = ReadMail.Of(Assert.Single(sink.Mails));
        Assert.Equal("soeren@borger.example", mail["To"]);
        Assert.Equal("Københavns Kommune, Borgerservice <no-reply@kommune.example>", mail["From"].Replace("\"", "", StringComparison.Ordinal));
        Assert.Equal("borger@kommune.example", mail["Reply-To"]);
        Assert.Equal(Notice.Subject, mail["Subject"]);
        Assert.Equal($"<{NoticeId}@notices.kommune.example>", mail["Message-ID"]);
        Assert.Equal("auto-generated", mail["Auto-Submitted"]);
        Assert.Equal("da", mail["Content-Language"]);
        Assert.Equal("1.0", mail["MIME-Version"]);
        Assert.InRange(DateTimeOffset.Parse(mail["Date"], CultureInfo.InvariantCulture), before, DateTimeOffset.UtcNow.AddSeconds(1));
        Assert.DoesNotContain(mail.HeaderNames, name => name.StartsWith("X-", StringComparison.OrdinalIgnoreCase) || name is "Cc" or "Bcc");
        Assert.Equal(mail.Headers.Count, mail.HeaderNames.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public async Task The_relay_is_told_one_sender_and_one_recipient()
    {
        using var sink = SmtpSink.Start();
        await Deliver(sink, Notice);
        Assert.Single(sink.EnvelopeLines, l => l.StartsWith("X-Mail-Args: <no-reply@kommune.example>", StringComparison.Ordinal));
        Assert.Equal("X-Rcpt-Args: <soeren@borger.example>", Assert.Single(sink.EnvelopeLines, l => l.StartsWith("X-Rcpt-Args:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Text_comes_first_then_html_and_both_say_what_was_written()
    {
        using var sink = SmtpSink.Start();
        await Deliver(sink, Notice);
        var mail = ReadMail.Of(Assert.Single(sink.Mails));
        Assert.StartsWith("multipart/alternative;", mail["Content-Type"], StringComparison.Ordinal);
        Assert.Collection(
            mail.Parts,
            text => Assert.Equal(("text/plain; charset=utf-8", Notice.Text), (text["Content-Type"], text.Text)),
            html => Assert.Equal(("text/html; charset=utf-8", Notice.Html), (html["Content-Type"], html.Text)));
    }

    [Fact]
    public async Task Text_that_mail_programs_like_to_change_arrives_unchanged()
    {
        var text = "From here on\n.\n..\n.dot\nends with a space \nends with a tab\t\n=3D =\n--=_" + NoticeId + "\n--=_" + NoticeId + "--\n\n\n" + new string('å', 500) + "\n" + new string('.', 500) + "\n" + new string('x', 2000) + "\n";
        using var sink = SmtpSink.Start();
        await Deliver(sink, Notice with { Text = text.Replace("\n", "\r\n", StringComparison.Ordinal) });
        Assert.Equal(text, ReadMail.Of(Assert.Single(sink.Mails)).Parts[0].Text);
    }

    [Fact]
    public async Task No_line_is_longer_than_78_characters_and_all_is_ascii()
    {
        using var sink = SmtpSink.Start();
        await Deliver(sink, Notice with { Html = new string('ř', 5000), Subject = string.Concat(Enumerable.Repeat("Příliš žluťoučký kůň ", 20)).Trim() });
        var mail = Encoding.Latin1.GetString(Assert.Single(sink.Mails));
        Assert.All(mail.Split('\n'), line => Assert.InRange(line.Length, 0, 78));
        Assert.True(Ascii.IsValid(mail));
    }

    [Fact]
    public async Task A_notice_that_is_sent_again_is_the_same_mail_but_for_its_date()
    {
        using var sink = SmtpSink.Start();
        await Deliver(sink, Notice);
        await Deliver(sink, Notice);
        var mails = sink.Mails.ConvertAll(m => string.Join('\n', Encoding.Latin1.GetString(m).Split('\n').Where(l => !l.StartsWith("Date: ", StringComparison.Ordinal))));
        Assert.Equal(2, mails.Count);
        Assert.Equal(mails[0], mails[1]);
    }

    [Theory]
    [InlineData("Move\r\nBcc: other@example.org")]
    [InlineData("Move\nBcc: other@example.org\n\nbody")]
    [InlineData("Move\u2028Bcc: other@example.org\u0085X: y\v\f\0\u001b")]
    [InlineData("Flytning – ø\r\n Bcc: other@example.org")]
    public async Task A_line_break_in_a_subject_adds_no_header(string subject)
    {
        using var sink = SmtpSink.Start();
        await Deliver(sink, Notice);
        await Deliver(sink, Notice with { Subject = subject });
        var mails = sink.Mails.ConvertAll(ReadMail.Of);
        Assert.Equal(mails[0].HeaderNames.Order(), mails[1].HeaderNames.Order());
        Assert.All(mails, m => Assert.Equal(2, m.Parts.Count));
        Assert.Equal(2, sink.EnvelopeLines.Count(l => l.StartsWith("X-Rcpt-Args:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_line_break_in_a_name_adds_no_header()
    {
        using var sink = SmtpSink.Start();
        await Deliver(sink, Notice);
        await Deliver(sink, Notice, Citizen with { Name = "Søren\r\nBcc: other@example.org" });
        var mails = sink.Mails.ConvertAll(ReadMail.Of);
        Assert.Equal(mails[0].HeaderNames.Order(), mails[1].HeaderNames.Order());
    }

    [Theory]
    [InlineData("a@b.example;c@d.example")]
    [InlineData("a@b.example,c@d.example")]
    [InlineData("a@b.example c@d.example")]
    [InlineData("a@b.example\r\nRCPT TO:<c@d.example>")]
    [InlineData("a@b.example\nBcc: c@d.example")]
    [InlineData("Anna <a@b.example>")]
    [InlineData("a@b.example (home)")]
    [InlineData(" a@b.example")]
    [InlineData("a @b.example")]
    [InlineData("a@b@c.example")]
    [InlineData("a@b..example")]
    [InlineData("\"a\"@b.example")]
    [InlineData("søren@b.example")]
    [InlineData("a@b.example\uFF0Cc")]
    [InlineData("a@b\uFF1E.example")]
    [InlineData("a@")]
    [InlineData("none")]
    public async Task An_address_that_is_not_exactly_one_is_given_up_and_the_relay_hears_nothing(string address)
    {
        using var relay = new ScriptedRelay(_ => null);
        await using var channel = new EmailChannel(Relay(relay.Port));
        Assert.Equal(new Outcome.GiveUp("invalid-address"), await channel.Deliver(Notice, Citizen with { Email = address }, Stop));
        Assert.Empty(relay.Commands);
    }

    [Fact]
    public async Task A_domain_beyond_ascii_is_written_as_relays_want_it()
    {
        using var sink = SmtpSink.Start();
        await Deliver(sink, Notice, Citizen with { Email = "soeren@blåbær.example" });
        Assert.Equal("soeren@xn--blbr-roah.example", ReadMail.Of(Assert.Single(sink.Mails))["To"]);
    }

    [Theory]
    [InlineData("soeren@borger.example", true)]
    [InlineData("not an address", true)]
    [InlineData(" ", false)]
    [InlineData(null, false)]
    public async Task Whoever_has_an_address_is_reached_even_if_it_proves_wrong(string? address, bool reached)
    {
        await using var channel = new EmailChannel(Relay(25));
        Assert.Equal("email", channel.Name);
        Assert.Equal(reached, channel.AddressOf(Citizen with { Email = address }) is not null);
    }

    static async Task<Outcome> Deliver(SmtpSink sink, Message message, Person? person = null)
    {
        await using var channel = new EmailChannel(Relay(sink.Port));
        return await channel.Deliver(message, person ?? Citizen, Stop);
    }
}
