using System.Diagnostics;
using System.Text;
using Proactive.Channels.Email;
using Proactive.Engine.Delivery;
using Proactive.Testing;
using static Proactive.Adapters.Tests.Mails;

namespace Proactive.Adapters.Tests;

public sealed class BounceReportTests
{
    static readonly string Folder = Path.Combine(Repository.Root, "tests/Proactive.Adapters.Tests/Channels/Bounces");

    static readonly ReportReader Reader = BounceReport.Read;

    static readonly DateTimeOffset Now = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string> Samples => new()
    {
        { "postfix-unknown-user", "Bounced 5.1.1 2026-11-21 09:31:05" },
        { "postfix-envelope-id", "Bounced 5.2.2 2026-11-21 09:30:58" },
        { "postfix-delayed", "Delayed 4.4.1 2026-11-21 09:31:05" },
        { "postfix-gave-up", "Bounced 4.4.7 2026-11-26 09:30:09" },
        { "two-recipients", "Bounced 5.1.6 2026-11-21 09:30:50" },
        { "delivered", "Delivered 2.1.5 2026-11-21 09:31:05" },
        { "exchange", "Bounced 5.1.10 2026-11-21 09:30:05" },
        { "gmail", "Bounced 5.1.1 2026-11-21 09:30:09" },
        { "utf8-global", "Bounced 5.7.1 2026-11-21 09:30:02" },
        // Its dates say no offset and its status is not one.
        { "careless-relay", "Bounced 5.0.0 2026-11-30 09:00:00" },
        { "status-only", "Bounced 5.4.4 2026-11-22 09:30:02" },
        { "relayed", "nothing" },
        { "somebody-elses-mail", "the report is about no notice of ours" },
        { "out-of-office", "an automatic answer, not a report" },
        { "citizens-answer", "a mail, but not a report" },
        { "abuse-complaint", "a complaint about abuse, not a report" },
        { "read-receipt", "a receipt that the mail was read, not a report" },
    };

    public static TheoryData<string> SampleFiles => [.. Directory.GetFiles(Folder).Select(f => Path.GetFileName(f))];

    [Theory, MemberData(nameof(Samples))]
    public void Each_kind_of_mail_that_comes_back_is_read_for_what_it_is(string sample, string said)
    {
        foreach (var lineEnd in new[] { "\n", "\r\n" })
        {
            foreach (var type in new[] { "", "message/rfc822", "text/plain; charset=utf-8", "multipart/report; boundary=none" })
            {
                var read = Reader(type, Sample(sample, lineEnd), Now)!;
                Assert.Equal(said, Describe(read));
                Assert.All(read.Reports, r => Assert.Equal((NoticeId, "email"), (r.NoticeId, r.Channel)));
            }
        }
    }

    [Theory, MemberData(nameof(SampleFiles))]
    public void Every_sample_is_tested(string file) => Assert.Contains(Samples, s => $"{s.Data.Item1}.eml" == file);

    [Theory]
    [InlineData("5.1.1", "5.1.1")]
    [InlineData("5.1.1 (no such user)", "5.1.1")]
    [InlineData("5.999.999", "5.999.999")]
    [InlineData("5.1.1000", "5.0.0")]
    [InlineData("5.1.1\n soeren@borger.example", "5.1.1")]
    [InlineData("soeren@borger.example", "5.0.0")]
    [InlineData("3.1.1", "5.0.0")]
    [InlineData("5.1.１", "5.0.0")]
    [InlineData("", "5.0.0")]
    public void Only_a_status_is_kept_of_what_a_report_says(string status, string detail) =>
        Assert.Equal(detail, Assert.Single(Reader("", Report($"Action: failed\nStatus: {status}"), Now)!.Reports).Detail);

    [Theory]
    [InlineData("Sat, 21 Nov 2026 10:30:00 +0100", "2026-11-21 09:30:00")]
    [InlineData("21 Nov 2026 10:30 +0100 (CET)", "2026-11-21 09:30:00")]
    [InlineData("Sat, 21 Nov 2026 23:30:00 -0930", "2026-11-22 09:00:00")]
    [InlineData("Sat, 21 Nov 26 10:30:00 GMT", "2026-11-21 10:30:00")]
    [InlineData("Sat,  7 Nov 2026  10:30:00 UT", "2026-11-07 10:30:00")]
    [InlineData("Mon, 30 Nov 2026 10:00:01 +0100", "2026-11-30 09:00:00")]
    [InlineData("Sat, 21 Nov 2026 10:30:00", "2026-11-30 09:00:00")]
    [InlineData("Sat, 21 Nov 2026 10:30:00 EST", "2026-11-30 09:00:00")]
    [InlineData("yesterday", "2026-11-30 09:00:00")]
    public void It_happened_when_the_report_says_unless_that_is_no_time_or_still_to_come(string date, string at) =>
        Assert.EndsWith(at, Describe(Reader("", Report($"Action: failed\nStatus: 5.1.1\nLast-Attempt-Date: {date}"), Now)!), StringComparison.Ordinal);

    [Theory]
    [InlineData("application/json", "{\"from\":\"x\"}")]
    [InlineData("application/json", "From: x\n\n")]
    [InlineData("", "{\"id\":\"From: x\"}")]
    [InlineData("", "id;status\nabc;delivered\n")]
    [InlineData("application/x-www-form-urlencoded", "MessageStatus=delivered")]
    [InlineData("", "")]
    public void What_is_no_mail_is_left_to_other_readers(string type, string body) => Assert.Null(Reader(type, Encoding.UTF8.GetBytes(body), Now));

    [Fact]
    public void Over_HTTP_the_parts_may_come_without_the_headers_of_the_mail()
    {
        var mail = Encoding.UTF8.GetString(Sample("postfix-envelope-id", "\r\n"));
        var parts = Encoding.UTF8.GetBytes(mail[mail.IndexOf("--4XyZ12", StringComparison.Ordinal)..]);
        Assert.Equal("Bounced 5.2.2 2026-11-21 09:30:58", Describe(Reader("multipart/report; report-type=delivery-status; boundary=\"4XyZ12.1795253465/relay.example.org\"", parts, Now)!));
        Assert.Equal("a mail, but not a report", Describe(Reader("multipart/report", parts, Now)!));
        Assert.Null(Reader("multipart/mixed; boundary=\"4XyZ12.1795253465/relay.example.org\"", parts, Now));
    }

    [Fact]
    public void A_mail_beyond_the_limits_is_not_read()
    {
        Assert.Equal("the mail is larger than 1 MB, and no report is", Describe(Reader("", Encoding.ASCII.GetBytes("From: x\n\n" + new string('x', 1024 * 1024)), Now)!));
        Assert.Equal("the mail has more parts than any report", Describe(Reader("", Encoding.ASCII.GetBytes("From: x\nContent-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat("--b\n\nx\n", 20))), Now)!));
        var nested = string.Concat(Enumerable.Range(0, 6).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n"));
        Assert.Equal("the mail has more parts than any report", Describe(Reader("", Encoding.ASCII.GetBytes("From: x\n" + nested), Now)!));
    }

    [Theory]
    [InlineData("From: x\nContent-Type: multipart/report; boundary=\"", "a")]
    [InlineData("From: x\nContent-Type: multipart/report; ", ";=\"")]
    [InlineData("From: x\nReferences: ", "<abcdef")]
    [InlineData("From: x\n", " \t")]
    [InlineData("From: x\n", "a:\n")]
    [InlineData("From: x\nContent-Type: multipart/report; boundary=b\n\n", "--b")]
    [InlineData("From: x\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n", "\n \n")]
    [InlineData("From: x\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n", "a:b\n\n")]
    [InlineData("From: x\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\nContent-Type: message/delivery-status\n\n", "YTpi\n")]
    public void A_mail_made_to_take_long_does_not(string start, string repeated)
    {
        var mail = Encoding.ASCII.GetBytes(start + string.Concat(Enumerable.Repeat(repeated, (1_000_000 - start.Length) / repeated.Length)));
        var time = Stopwatch.StartNew();
        Assert.Empty(Reader("", mail, Now)!.Reports);
        Assert.InRange(time.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Any_bytes_are_read_or_left_and_say_nothing_but_a_notice_and_a_status()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var samples = Samples.Select(s => Sample(s.Data.Item1, "\n")).ToList();
        var read = 0;
        for (var i = 0; i < 3000; i++)
        {
            var bytes = Spoiled(samples, random);
            if (Reader(i % 2 == 0 ? "" : "message/rfc822", bytes, Now) is not { } result) continue;
            Assert.All(result.Reports, r =>
            {
                Assert.Matches("^[0-9a-f]{32}$", r.NoticeId);
                Assert.Matches(@"^[245]\.[0-9]{1,3}\.[0-9]{1,3}$", r.Detail);
                Assert.True(r.At <= Now);
            });
            read += result.Reports.Count;
        }

        Assert.InRange(read, 100, 3000);
    }

    // A sample with bytes changed, taken out, put in, lines moved about, or another sample's middle; now and then nothing but noise.
    static byte[] Spoiled(List<byte[]> samples, Random random)
    {
        var noise = new byte[random.Next(2000)];
        random.NextBytes(noise);
        if (random.Next(20) == 0) return noise;
        List<byte> bytes = [.. samples[random.Next(samples.Count)]];
        for (var changes = random.Next(1, 12); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            var other = samples[random.Next(samples.Count)];
            var from = random.Next(other.Length);
            if (random.Next(4) == 0) bytes.RemoveRange(at, Math.Min(random.Next(200), bytes.Count - at));
            else if (random.Next(3) == 0) bytes.InsertRange(at, other.Skip(from).Take(random.Next(300)));
            else if (random.Next(3) == 0) bytes.InsertRange(at, "\r\n\0 \t:;=\"<>-\u00ff"u8.ToArray().Take(random.Next(12)));
            else bytes[at] = (byte)random.Next(256);
            if (bytes.Count == 0) return noise;
        }

        return [.. bytes];
    }

    static string Describe(ReportRead read) => read switch
    {
        { Problem: { } problem } => problem,
        { Reports: [var report] } => FormattableString.Invariant($"{report.Result} {report.Detail} {report.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}"),
        _ => "nothing",
    };

    static byte[] Sample(string name, string lineEnd) => Encoding.UTF8.GetBytes(File.ReadAllText(Path.Combine(Folder, $"{name}.eml")).ReplaceLineEndings(lineEnd));

    static byte[] Report(string group) => Encoding.UTF8.GetBytes($"""
        From: postmaster@borger.example
        MIME-Version: 1.0
        Content-Type: multipart/report; boundary=b

        --b
        Content-Type: message/delivery-status

        Original-Envelope-Id: {NoticeId}

        Final-Recipient: rfc822; soeren@borger.example
        {group}
        --b--
        """);
}
