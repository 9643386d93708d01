using System.Diagnostics;
using System.Text.Json;
using Proactive.Channels.Email;
using Proactive.Engine.Notices;
using Proactive.Engine.Rendering;
using Proactive.Testing;
using static Proactive.Adapters.Tests.Mails;

namespace Proactive.Adapters.Tests;

/// <summary>Our mail as a program that we did not write reads it.</summary>
public sealed class StrictMailTests
{
    static readonly DateTimeOffset At = new(2026, 11, 21, 10, 30, 0, TimeSpan.FromHours(1));

    static readonly string[] Hostile =
    [
        "Anna\r\nBcc: everybody@example.org", "Anna\n\nbody", "Anna\" <x@example.org>, \"", "=?utf-8?Q?=0D=0ABcc:_x?=", "a\\", "(comment) <a@b>, c@d;", "Þórður Łukasz Žluťoučký 👩‍👩‍👧‍👦",
        "\u202eevil\u202c\u200b\u0000\u2028x", new string('ø', 800), new string('x', 3000), "John.Smith see dr.dk", "=_abcdef0123456789abcdef0123456789", "..",
    ];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_notice_in_every_language_is_a_mail_without_a_fault()
    {
        var messages = RealNotices.All().Select((m, i) => (Message: i % 3 == 0 ? m : m with { Steps = Deadlines, Unsubscribe = i % 3 == 1 ? null : new Uri("https://notices.example/u/" + new string('k', 120)) }, Sender)).ToList();
        var read = await Read(messages);
        Assert.Equal(messages.Count, read.Count);
        var withDeadlines = 0;
        foreach (var ((message, _), mail) in messages.Zip(read))
        {
            AssertReadAsWritten(message, mail);
            withDeadlines += mail.Attachments.Length;
            Assert.Equal(Sender.Name, mail.Name);
        }

        Assert.InRange(withDeadlines, 50, messages.Count);
    }

    [Fact]
    public async Task Whatever_names_subjects_and_texts_contain_the_mail_has_no_fault_and_no_header_more()
    {
        var messages = Hostile.SelectMany(text => new[]
        {
            (Mails.Notice with { Subject = text }, Sender),
            (Mails.Notice, Sender with { Name = text }),
            (Mails.Notice with { Text = $"{text}\n.\nFrom here\n--=_{NoticeId}\n", Html = $"<p>{text}</p>\n" }, Sender),
            (Mails.Notice with { Steps = [.. Deadlines.Select(s => s with { Title = text, Text = text, Agency = text, Bring = [text] })] }, Sender with { Name = text }),
            (RealNotices.Of("dk/moving", "da", NoticeKind.Start, text), Sender),
        }).ToList();
        var read = await Read(messages);
        foreach (var ((message, sender), mail) in messages.Zip(read))
        {
            AssertReadAsWritten(message, mail);
            Assert.Equal(OneLine(message.Subject), mail.Subject);
            // Python leaves the space between the encoded words of a name, which is none of it (RFC 2047 6.2).
            Assert.Equal(OneLine(sender.Name!).Replace(" ", "", StringComparison.Ordinal), mail.Name.Replace(" ", "", StringComparison.Ordinal));
        }
    }

    static void AssertReadAsWritten(Message message, Seen mail)
    {
        Assert.Empty(mail.Defects);
        string[] unsubscribe = message.Unsubscribe is null ? [] : ["List-Unsubscribe", "List-Unsubscribe-Post"];
        Assert.Equal(["Date", "Message-ID", "From", "To", "Reply-To", "Subject", "Content-Language", "Auto-Submitted", .. unsubscribe, "MIME-Version", "Content-Type"], mail.Headers);
        Assert.Equal(["no-reply@kommune.example", "soeren@borger.example"], mail.Addresses);
        string[] words = ["multipart/alternative", "text/plain", "text/html"];
        Assert.Equal(mail.Attachments.Length == 0 ? words : ["multipart/mixed", .. words, "text/calendar"], mail.Types);
        Assert.Equal(Lines(message.Text), Lines(mail.Texts[0]));
        Assert.Equal(Lines(message.Html), Lines(mail.Texts[1]));
    }

    static async Task<List<Seen>> Read(List<(Message Message, MailSender Sender)> mails)
    {
        using var folder = new TempFolder();
        foreach (var ((message, sender), number) in mails.Select((m, i) => (m, i)))
            await File.WriteAllBytesAsync(folder.File($"{number:000000}.eml"), NoticeMail.Of(message, sender, "soeren@borger.example", At).Bytes, Stop);
        return JsonSerializer.Deserialize<List<Seen>>(await Python(folder.Path), JsonSerializerOptions.Web)!;
    }

    static async Task<string> Python(string folder)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(p => new[] { Path.Combine(p, "python3"), Path.Combine(p, "python3.exe") }).FirstOrDefault(File.Exists);
        if (program is null && Environment.GetEnvironmentVariable("CI") is null) Assert.Skip("There is no python3 on this machine; install it to run this test.");
        Assert.True(program is not null, "There is no python3 on this machine, and in CI its tests must run; install it.");
        using var process = Process.Start(new ProcessStartInfo(program, [Path.Combine(Repository.Root, "tests/Proactive.Adapters.Tests/Channels/strict_mail.py"), folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
        await process.WaitForExitAsync(Stop);
        Assert.True(process.ExitCode == 0, await complained);
        return await said;
    }

    static IReadOnlyList<MessageStep> Deadlines { get; } =
    [
        new("j-1/report", "Meld flytning; senest nu, tak", "Oplys din nye adresse.", null, new DateOnly(2026, 11, 26), false, "Folkeregisteret", new Uri("https://borger.example/flytning"), "Meld flytning", ["MitID"], "+45 12 34 56 78", "9-15"),
        new("j-1/school", "Škola", "", null, new DateOnly(2026, 12, 1), false, "Obec", null, "", [], "", ""),
    ];

    static string OneLine(string text) => string.Join(' ', string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    // Any line break in a text is a line break in a mail.
    static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    sealed record Seen(string File, string[] Defects, string[] Headers, string Subject, string Name, string[] Addresses, string[] Types, string[] Texts, string[] Attachments);
}
