using System.Text;
using System.Xml.Linq;
using Proactive.Channels.DigitalPost;
using Proactive.Testing;
using static Proactive.Adapters.Tests.Memos;

namespace Proactive.Adapters.Tests;

public sealed class MemoMessageTests
{
    [Fact]
    public void A_notice_as_digital_post_reads_so()
    {
        var (xml, _) = MemoMessage.Of(Notice, Citizen, Sender with { Subject = new DigitalPostSubject("23.05.00", "November 2026", "Folkeregistrering") }, Now);
        Snapshot.Matches(Encoding.UTF8.GetString(xml!), nameof(A_notice_as_digital_post_reads_so));
        Assert.Empty(MemoRules.Broken(xml!));
    }

    [Fact]
    public void The_header_says_who_writes_to_whom_about_what()
    {
        var header = Written(Notice).Header();
        Assert.Equal(("DIGITALPOST", NoticeId, Notice.Subject, Notice.Subject, "false"), (header.Text("messageType"), header.Text("messageID"), header.Text("label"), header.Text("notification"), header.Text("reply")));
        var (sender, recipient) = (header.Element(Memo + "Sender")!, header.Element(Memo + "Recipient")!);
        Assert.Equal(("12345678", "CVR", "Odense Kommune"), (sender.Text("senderID"), sender.Text("idType"), sender.Text("label")));
        Assert.Equal(("0107801234", "CPR", "Søren Žižka"), (recipient.Text("recipientID"), recipient.Text("idType"), recipient.Text("label")));
        Assert.Equal("true", Written(Notice, sender: Sender with { TakesReplies = true }).Header().Text("reply"));
        Assert.Null(Written(Notice, Citizen with { Name = " " }).Header().Element(Memo + "Recipient")!.Text("label"));
    }

    [Fact]
    public void The_body_is_the_page_byte_for_byte_in_its_language()
    {
        var message = Written(Notice);
        Assert.Equal(Notice.Html, message.Page());
        Assert.Equal("2026-11-21T09:30:00Z", message.Element(Memo + "MessageBody")!.Text("createdDateTime"));
        var file = message.Document().Element(Memo + "File")!;
        Assert.Equal(("text/html", "Besked.html", "da"), (file.Text("encodingFormat"), file.Text("filename"), file.Text("language")));
        file = Written(Notice with { Locale = "en-GB" }).Document().Element(Memo + "File")!;
        Assert.Equal(("Message.html", "en"), (file.Text("filename"), file.Text("language")));
    }

    [Fact]
    public void A_step_becomes_what_to_have_ready_and_where_to_do_it_until_its_day_is_over_in_Denmark()
    {
        Assert.Equal(
            [
                ("FORBEREDELSE", "Trin report-address: MitID, Lejekontrakt", "2026-11-06T22:59:59Z", null),
                ("SELVBETJENING", "Trin report-address: Meld flytning", "2026-11-06T22:59:59Z", "https://www.borger.dk/meld-flytning"),
                ("SELVBETJENING", "Trin choose-doctor", "2026-07-01T21:59:59Z", "https://www.sundhed.dk/"),
            ],
            Written(Notice).Actions().Select(a => (a.Text("actionCode"), a.Text("label"), a.Text("endDateTime"), a.Element(Memo + "EntryPoint")?.Text("url"))));
    }

    [Theory]
    [InlineData(2026, 3, 29, "2026-03-29T21:59:59Z")]
    [InlineData(2026, 10, 25, "2026-10-25T22:59:59Z")]
    [InlineData(2028, 2, 29, "2028-02-29T22:59:59Z")]
    [InlineData(2026, 12, 31, "2026-12-31T22:59:59Z")]
    public void A_deadline_is_the_end_of_its_day_on_the_days_the_clocks_change_too(int year, int month, int day, string end)
    {
        var step = Step("a") with { Due = new DateOnly(year, month, day), Bring = ["MitID"] };
        Assert.Equal(end, Assert.Single(Written(Notice with { Steps = [step] }).Actions()).Text("endDateTime"));
        Assert.Null(Assert.Single(Written(Notice with { Steps = [step with { Due = null }] }).Actions()).Text("endDateTime"));
    }

    [Fact]
    public void An_address_that_is_too_long_is_left_out_because_the_page_has_it()
    {
        static Uri Of(int length) => new("https://www.borger.dk/" + new string('a', length - "https://www.borger.dk/".Length));
        Assert.Single(Written(Notice with { Steps = [Step("a") with { Action = Of(256) }] }).Actions());
        Assert.Empty(Written(Notice with { Steps = [Step("a") with { Action = Of(257) }] }).Actions());
        // Letters beyond ASCII are three or more characters each on the way.
        Assert.Empty(Written(Notice with { Steps = [Step("a") with { Action = new Uri("https://www.borger.dk/" + new string('å', 80)) }] }).Actions());
    }

    [Fact]
    public void Texts_that_are_too_long_end_after_a_word()
    {
        var words = string.Join(' ', Enumerable.Repeat("flytning", 60));
        var message = Written(Notice with { Subject = words, Steps = [Step("a") with { Title = words, Bring = [words], Action = new Uri("https://a.dk/") }] }, Citizen with { Name = words });
        var texts = new[] { message.Header().Text("label"), message.Header().Text("notification"), message.Header().Element(Memo + "Recipient")!.Text("label") }.Concat(message.Actions().Select(a => a.Text("label"))).ToList();
        Assert.Equal(5, texts.Count);
        Assert.All(texts, text => Assert.EndsWith("flytning…", text, StringComparison.Ordinal));
        // As many words of eight letters as have room with the mark.
        Assert.Equal([28, 16, 28, 28, 28], texts.Select(t => t!.Split(' ').Length));
    }

    [Theory]
    [InlineData(255), InlineData(256), InlineData(257), InlineData(258), InlineData(10_000)]
    public void One_endless_word_is_cut_but_never_within_a_character(int length)
    {
        foreach (var letter in new[] { "a", "å", "😀" })
        {
            var subject = "x" + string.Concat(Enumerable.Repeat(letter, length));
            var label = Written(Notice with { Subject = subject }).Header().Text("label")!;
            Assert.Equal(subject.Length > 256, label.EndsWith('…'));
            Assert.StartsWith(label.TrimEnd('…'), subject, StringComparison.Ordinal);
            Assert.DoesNotContain('\ufffd', label);
        }
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "Anna\r\nBcc: x", "Anna Bcc: x" },
        { "Anna\0\u0001\u0008\u001f\u007f\u0085Berg", "Anna Berg" },
        { "Anna\ufffe\uffff", "Anna" },
        { "Anna\ud83d", "Anna\ufffd" },
        { "</memo:label><memo:label>x", "</memo:label><memo:label>x" },
        { "]]> &amp; &lt; <!-- <?xml ?> \"'", "]]> &amp; &lt; <!-- <?xml ?> \"'" },
        { "\u202eannA\u202c\u200b\u2067", "annA" },
        { "Þórður Łukasz Žluťoučký 😀 👩‍👧", "Þórður Łukasz Žluťoučký 😀 👩‍👧" },
    };

    [Theory, MemberData(nameof(Hostile))]
    public void Whatever_a_text_holds_is_text_and_the_message_stays_whole(string text, string shown)
    {
        var step = Step("a") with { Title = text, ActionLabel = text, Bring = [text], Action = new Uri("https://a.dk/?a=1&b=%3C") };
        var message = Written(Notice with { Subject = text, Html = $"<p>{text}</p>", Steps = [step] }, Citizen with { Name = text });
        Assert.Equal(shown, message.Header().Text("label"));
        Assert.Equal(shown, message.Header().Element(Memo + "Recipient")!.Text("label"));
        Assert.Equal([$"{shown}: {shown}", $"{shown}: {shown}"], message.Actions().Select(a => a.Text("label")));
        Assert.Equal("https://a.dk/?a=1&b=%3C", message.Actions()[1].Element(Memo + "EntryPoint")!.Text("url"));
        Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes($"<p>{text}</p>")), message.Page());
    }

    [Fact]
    public void The_id_is_the_notices_own_and_looks_random()
    {
        var ids = Enumerable.Range(0, 1000).Select(i => Written(Notice with { NoticeId = $"{i:x32}", Steps = [] }).Header().Text("messageUUID")).ToList();
        Assert.Equal(1000, ids.Distinct().Count());
        Assert.Equal(ids[7], Written(Notice with { NoticeId = $"{7:x32}", Subject = "Something else" }).Header().Text("messageUUID"));
        Assert.All(ids, id => Assert.Equal(4, Guid.Parse(id!).Version));
    }

    [Theory]
    [InlineData("010780-123"), InlineData("0107801234x"), InlineData("١٢٣٤٥٦٧٨٩٠"), InlineData("p-1"), InlineData("")]
    public void Whoever_has_no_Danish_person_number_gets_none(string id) => Assert.Equal("invalid-person-number", MemoMessage.Of(Notice, Citizen with { Id = id }, Sender, Now).Refusal);

    [Fact]
    public void Without_a_page_or_a_heading_there_is_none()
    {
        Assert.Equal("has-no-page", MemoMessage.Of(Notice with { Html = "" }, Citizen, Sender, Now).Refusal);
        Assert.Equal("has-no-subject", MemoMessage.Of(Notice with { Subject = " \u200b\0" }, Citizen, Sender, Now).Refusal);
    }

    [Fact]
    public void The_rules_it_is_measured_by_find_what_is_wrong()
    {
        static List<string> After(Action<XElement> change)
        {
            var message = Written(Notice);
            change(message);
            return MemoRules.Broken(Encoding.UTF8.GetBytes(message.ToString()));
        }

        Assert.Empty(After(_ => { }));
        Assert.Equal(["MessageHeader has 0 label"], After(m => m.Header().Element(Memo + "label")!.Remove()));
        Assert.Equal(["notification has 151 characters"], After(m => m.Header().SetElementValue(Memo + "notification", new string('x', 151))));
        Assert.Equal(["messageUUID is not [a-fA-F0-9]{8}-[a-fA-F0-9]{4}-4[a-fA-F0-9]{3}-[aAbB89][a-fA-F0-9]{3}-[a-fA-F0-9]{12}"], After(m => m.Header().SetElementValue(Memo + "messageUUID", Guid.CreateVersion7())));
        Assert.Equal(["MessageHeader has its fields in another order"], After(m =>
        {
            var reply = m.Header().Element(Memo + "reply")!;
            reply.Remove();
            m.Header().Add(reply);
        }));
        Assert.Contains("MessageHeader has an unknown colour", After(m => m.Header().Add(new XElement(Memo + "colour", "red"))));
        Assert.Contains("a default namespace is declared", MemoRules.Broken(Encoding.UTF8.GetBytes("""<Message xmlns="https://DigitalPost.dk/MeMo-1" memoVersion="1.2"/>""")));
    }

    [Fact]
    public void A_sender_that_cannot_be_is_refused_with_everything_that_is_wrong()
    {
        var sender = new DigitalPostSender { Cvr = "1234567", Name = new string('x', 257), Subject = new DigitalPostSubject("", "x", "a\nb") };
        Assert.Equal(3, sender.Problems().Count);
        Assert.Empty((Sender with { Subject = new DigitalPostSubject("23.05.00", "November 2026", "Folkeregistrering") }).Problems());
        var refused = Assert.Throws<ArgumentException>(() => new DigitalPostFolder("x", sender, TimeProvider.System));
        Assert.All(sender.Problems(), problem => Assert.Contains(problem, refused.Message, StringComparison.Ordinal));
    }
}
