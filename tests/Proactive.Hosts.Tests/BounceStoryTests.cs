using System.Text.RegularExpressions;
using Proactive.Testing;
using static Proactive.Hosts.Tests.RegistryEvents;

namespace Proactive.Hosts.Tests;

/// <summary>A mail that comes back, through the real program: it ends as a letter in the print batch, and the log tells the story.</summary>
public sealed class BounceStoryTests : IDisposable
{
    readonly CommandLine _cli = new() { Variables = { ["PROACTIVE_PDFSHARP_LICENSE"] = "AGPL-3.0" } };

    public void Dispose() => _cli.Dispose();

    async Task<string> Sent()
    {
        await _cli.ImportCsv("id,name,birthDate,language,email,address", "p-1,Anna Sørensen,1987-05-14,da,anna@example.org,\"Storegade 12, 3. tv;5000 Odense C\"");
        await _cli.ProactiveReading(Lines([Moved("m-1", "p-1")]), "ingest", "-", "--now", "2026-11-09T09:10+01:00");
        await _cli.Proactive("deliver", "--now", "2026-11-09T12:00+01:00");
        return Regex.Match(await File.ReadAllTextAsync(Path.Combine(_cli.Data, "outbox", Assert.Single(_cli.Outbox))), "^Message-ID: (.*)\r$", RegexOptions.Multiline | RegexOptions.IgnoreCase).Groups[1].Value;
    }

    Task Drop(string name, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_cli.Data, "receipts")).FullName;
        return File.WriteAllTextAsync(Path.Combine(folder, name), text);
    }

    static string Bounce(string messageId) => $"""
        From: Mail Delivery System <MAILER-DAEMON@mail.example.net>
        Date: Mon, 9 Nov 2026 12:03:00 +0100
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example.net

        Final-Recipient: rfc822; anna@example.org
        Action: failed
        Status: 5.1.1

        --b
        Content-Type: text/rfc822-headers

        Message-ID: {messageId}

        --b--

        """;

    [Fact]
    public async Task It_becomes_a_letter_and_the_log_says_why()
    {
        await Drop("1.eml", Bounce(await Sent()));
        var deliver = await _cli.Proactive("deliver", "--now", "2026-11-09T12:10+01:00", "--close-batch");
        Assert.SkipWhen(deliver.Talk.Contains("fonts", StringComparison.Ordinal) && Environment.GetEnvironmentVariable("CI") is null, "There are no fonts for letters on this machine; install fonts-liberation.");
        Assert.Contains("1 receipt taken in: 1 applied", deliver.Talk, StringComparison.Ordinal);

        var log = await _cli.List("log");
        Assert.Equal(["sent email ", "bounced email 5.1.1", "sent letter "], log.Select(l => $"{l["state"]} {l["channel"]} {l["reason"]}"));
        var batch = Path.Combine(_cli.Data, "outbox", "letters", "2026-11-09");
        var letter = Assert.Single(Directory.GetFiles(batch, "*.pdf"));
        Assert.Contains(Path.GetFileName(letter), await File.ReadAllTextAsync(Path.Combine(batch, "manifest.csv")), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(_cli.Data, "receipts")));
    }

    [Fact]
    public async Task The_same_again_is_known_and_what_cannot_be_read_is_put_aside()
    {
        var bounce = Bounce(await Sent());
        await Drop("1.eml", bounce);
        Assert.Contains("applied    1", (await _cli.Proactive("receipts", "--now", "2026-11-09T12:10+01:00")).Out, StringComparison.Ordinal);
        await Drop("1.eml", bounce);
        await Drop("2.eml", "Dear authority, thank you for your message.");
        var again = await _cli.Proactive("receipts", "--now", "2026-11-09T12:10+01:00");
        Assert.Equal((1, "files      2\napplied    0\nknown      1\nkept       0\nunreadable 1\n"), (again.ExitCode, again.Out));
        Assert.Equal("2.eml", Path.GetFileName(Assert.Single(Directory.GetFiles(Path.Combine(_cli.Data, "receipts", "unreadable")))));
        Assert.DoesNotContain("anna", again.Talk, StringComparison.Ordinal);
        await Drop("2.eml", "Another letter of the same name.");
        await _cli.Proactive("receipts", "--now", "2026-11-09T12:10+01:00");
        Assert.Equal(2, Directory.GetFiles(Path.Combine(_cli.Data, "receipts", "unreadable")).Length);
    }

    [Fact]
    public async Task A_bounce_of_a_mail_that_was_never_sent_waits_among_the_rejected()
    {
        await Sent();
        await Drop("1.eml", Bounce($"<{new string('a', 32)}@example.org>"));
        Assert.Contains("kept       1", (await _cli.Proactive("receipts", "--now", "2026-11-09T12:10+01:00")).Out, StringComparison.Ordinal);
        Assert.Equal("unknown-notice", Assert.Single(await _cli.List("rejected", "list"))["reason"]);
    }
}
