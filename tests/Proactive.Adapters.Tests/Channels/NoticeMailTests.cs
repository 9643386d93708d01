using System.Text;
using Proactive.Channels.Email;
using Proactive.Engine.Rendering;
using static Proactive.Adapters.Tests.Mails;

namespace Proactive.Adapters.Tests;

public sealed class NoticeMailTests
{
    static readonly DateTimeOffset At = new(2026, 11, 21, 10, 30, 0, TimeSpan.FromHours(1));

    static readonly string[] Headers = ["Date", "Message-ID", "From", "To", "Reply-To", "Subject", "Content-Language", "Auto-Submitted", "MIME-Version", "Content-Type"];

    [Fact]
    public void The_same_notice_at_the_same_time_is_the_same_bytes()
    {
        Assert.Equal(Write(Notice, Sender).Bytes.ToArray(), Write(Notice, Sender).Bytes.ToArray());
        Assert.Equal(Headers, ReadMail.Of(Write(Notice, Sender).Bytes.ToArray()).HeaderNames);
    }

    [Fact]
    public void Whatever_a_name_and_a_subject_contain_they_are_read_as_they_were_and_fold_where_they_can()
    {
        var seed = 20261121;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 3000; i++)
        {
            var (name, subject) = (AnyText(random), AnyText(random));
            var bytes = Write(Notice with { Subject = subject }, Sender with { Name = name }).Bytes.ToArray();
            Assert.True(Ascii.IsValid(bytes));
            var mail = ReadMail.Of(bytes);
            Assert.Equal(Headers, mail.HeaderNames);
            Assert.Equal(OneLine(subject), mail["Subject"]);
            Assert.Equal(OneLine(name), NameIn(mail));
            AssertFolded(bytes);
        }
    }

    [Theory]
    [InlineData("Anna\r\nBcc: x@example.org", "Anna Bcc: x@example.org")]
    [InlineData("Anna\n\nbody", "Anna body")]
    [InlineData("Anna\rBcc: x@example.org", "Anna Bcc: x@example.org")]
    [InlineData("Anna\" <x@example.org>, \"", "Anna\" <x@example.org>, \"")]
    [InlineData("Anna\\", "Anna\\")]
    [InlineData("=?utf-8?Q?=0D=0ABcc:_x?=", "=?utf-8?Q?=0D=0ABcc:_x?=")]
    [InlineData("Søren\u2028\u0085\u0000Bcc: x@example.org", "Søren Bcc: x@example.org")]
    [InlineData(" \t ", "")]
    [InlineData(null, "")]
    public void Nothing_in_a_name_becomes_a_header_or_another_address(string? name, string read)
    {
        var mail = ReadMail.Of(Write(Notice with { Subject = name ?? "" }, Sender with { Name = name }).Bytes.ToArray());
        Assert.Equal(Headers, mail.HeaderNames);
        Assert.EndsWith(read.Length == 0 ? "no-reply@kommune.example" : " <no-reply@kommune.example>", mail["From"], StringComparison.Ordinal);
        Assert.Equal((read, read), (NameIn(mail), mail["Subject"]));
        Assert.Equal(2, mail.Parts.Count);
    }

    [Fact]
    public void The_longest_address_and_a_name_without_a_space_stay_within_what_a_line_may_hold()
    {
        var address = $"{new string('a', 60)}@{string.Join('.', Enumerable.Repeat(new string('b', 60), 3))}.example";
        var mail = NoticeMail.Of(Notice with { Subject = new string('x', 5000) }, new MailSender(address, new string('y', 3000)), address, At);
        var text = Encoding.ASCII.GetString(mail.Bytes.Span);
        Assert.All(text.Split("\r\n"), line => Assert.InRange(line.Length, 0, 300));
        Assert.Equal((address, new string('x', 5000), $"{new string('y', 3000)} <{address}>"), (ReadMail.Of(mail.Bytes.ToArray())["To"], ReadMail.Of(mail.Bytes.ToArray())["Subject"], ReadMail.Of(mail.Bytes.ToArray())["From"]));
    }

    [Fact]
    public void A_notice_that_can_be_unsubscribed_from_gives_mailboxes_a_button_for_it()
    {
        var page = new Uri($"https://beskeder.kommune.example/nej?n={new string('k', 200)}&t={new string('q', 200)}");
        var bytes = Write(Notice with { Unsubscribe = page }, Sender).Bytes.ToArray();
        var mail = ReadMail.Of(bytes);
        Assert.Equal(($"<{page.AbsoluteUri}>", "List-Unsubscribe=One-Click"), (mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"]));
        Assert.Equal(Headers, mail.HeaderNames.Where(h => !h.StartsWith("List-Unsubscribe", StringComparison.Ordinal)));
        Assert.Contains($" <{page.AbsoluteUri}>\r\n", Encoding.ASCII.GetString(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://æøå.example/å?b=ø", "https://xn--5cab8c.example/%C3%A5?b=%C3%B8")]
    [InlineData("https://user:secret@a.example:8443/b", "https://a.example:8443/b")]
    [InlineData("https://[2001:db8::1]/b", "https://[2001:db8::1]/b")]
    [InlineData("http://localhost:5000/b", null)]
    [InlineData("mailto:a@b.example", null)]
    [InlineData("/b", null)]
    public void Only_an_https_page_is_named_and_in_ASCII(string page, string? written)
    {
        var mail = ReadMail.Of(Write(Notice with { Unsubscribe = new Uri(page, UriKind.RelativeOrAbsolute) }, Sender).Bytes.ToArray());
        Assert.Equal(written is null ? null : $"<{written}>", mail.Find("List-Unsubscribe"));
        Assert.Equal(written is null, mail.Find("List-Unsubscribe-Post") is null);
    }

    [Fact]
    public void A_page_whose_address_does_not_fit_on_a_line_is_not_named() =>
        Assert.Equal(Headers, ReadMail.Of(Write(Notice with { Unsubscribe = new Uri("https://a.example/" + new string('k', 1000)) }, Sender).Bytes.ToArray()).HeaderNames);

    [Fact]
    public void A_notice_whose_id_could_not_stand_in_a_header_is_a_bug_and_not_a_mail()
    {
        Assert.Throws<ArgumentException>(() => Write(Notice with { NoticeId = "1\r\nBcc: x@example.org" }, Sender));
    }

    [Fact]
    public void A_line_of_many_megabytes_is_written_in_no_time()
    {
        var html = new string('x', 5_000_000) + new string('å', 1_000_000);
        var mail = ReadMail.Of(Write(Notice with { Html = html }, Sender).Bytes.ToArray());
        Assert.Equal(html + "\n", mail.Parts[1].Text);
    }

    [Fact]
    public void A_mail_says_nothing_about_anybody_when_it_is_printed()
    {
        Assert.Equal("a mail", Write(Notice, Sender).ToString());
    }

    static NoticeMail Write(Message message, MailSender sender) => NoticeMail.Of(message, sender, "soeren@borger.example", At);

    static void AssertFolded(byte[] mail)
    {
        var text = Encoding.ASCII.GetString(mail);
        foreach (var line in text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n"))
        {
            Assert.InRange(line.Length, 1, 76);
            Assert.False(string.IsNullOrWhiteSpace(line));
            Assert.All(line.Split(' ').Where(w => w.StartsWith("=?", StringComparison.Ordinal)), word => Assert.InRange(word.Length, 1, 75));
        }
    }

    static string NameIn(ReadMail mail)
    {
        var from = mail["From"];
        var end = from.LastIndexOf(" <", StringComparison.Ordinal);
        // An encoded name may begin with a quote that is its own.
        return end < 0 ? "" : mail.Headers.Single(h => h.Name == "From").Value.StartsWith('"') ? Unescaped(from[1..(end - 1)]) : from[..end];
    }

    static string Unescaped(string quoted)
    {
        var text = new StringBuilder();
        for (var i = 0; i < quoted.Length; i++) text.Append(quoted[i] == '\\' ? quoted[++i] : quoted[i]);
        return text.ToString();
    }

    static string AnyText(Random random) => string.Concat(Enumerable.Range(0, random.Next(120)).Select(_ => random.Next(12) switch
    {
        0 => "\r\n\t\0\u007f\u0085\u2028\u2029\u001b"[random.Next(9)].ToString(),
        1 => "=?_\":<>@,;.()[]\\"[random.Next(16)].ToString(),
        2 => char.ConvertFromUtf32(random.Next(0x1F300, 0x1F600)),
        3 => "👩‍👩‍👧‍👦",
        4 => ((char)random.Next(0x0300, 0x0370)).ToString(),
        5 => ((char)random.Next(0x4E00, 0x9FFF)).ToString(),
        6 => ((char)random.Next(0xC0, 0x250)).ToString(),
        7 => ((char)random.Next(0xD800, 0xE000)).ToString(),
        8 or 9 => " ",
        _ => ((char)random.Next('a', 'z' + 1)).ToString(),
    })) is var text && random.Next(3) == 0 ? new string([.. text.Where(c => c is > ' ' and < '~' or ' ')]) : text;

    // Half a surrogate pair is nothing that could be written; everything else is kept.
    static string OneLine(string text)
    {
        var kept = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return string.Join(' ', string.Concat(kept.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
