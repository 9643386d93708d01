using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Proactive.Engine.Notices;
using Proactive.Engine.Rendering;

namespace Proactive.Channels.Email;

/// <summary>Deadlines as a file for the reader's calendar (RFC 5545, in a mail published as RFC 5546 has it): a whole day each.</summary>
public static class CalendarFile
{
    public const string Name = "deadlines.ics";

    // Octets of a line without its end (RFC 5545 3.1).
    const int MaxLine = 75;

    /// <summary>The file of a mail, or null if no step has a deadline that is still ahead.</summary>
    /// <param name="date">The date of the mail; a later one about the same step replaces the day.</param>
    public static string? Of(Message message, MailSender from, DateTimeOffset date) =>
        // What is withdrawn need not be done by anyone.
        Of(message.Kind == NoticeKind.Withdrawal ? [] : message.Steps, date, from);

    /// <summary>The file of a page, or null if no step has a deadline that is still ahead. It replaces days that a mail has brought.</summary>
    /// <param name="date">Now, on the reader's clock.</param>
    public static string? Of(IReadOnlyList<MessageStep> steps, DateTimeOffset date) => Of(steps, date, null);

    static string? Of(IReadOnlyList<MessageStep> all, DateTimeOffset date, MailSender? from)
    {
        var today = DateOnly.FromDateTime(date.DateTime);
        var steps = all.Where(s => !s.Automatic && s.Due >= today).ToList();
        if (steps.Count == 0) return null;

        var file = new StringBuilder(1024);
        Line(file, "BEGIN:VCALENDAR");
        Line(file, "VERSION:2.0");
        Line(file, "PRODID:-//Proactive//Deadlines//EN");
        Line(file, "CALSCALE:GREGORIAN");
        if (from is not null) Line(file, "METHOD:PUBLISH");
        foreach (var step in steps) Append(file, step, from, date);
        Line(file, "END:VCALENDAR");
        return file.ToString();
    }

    static void Append(StringBuilder file, MessageStep step, MailSender? from, DateTimeOffset date)
    {
        var summary = $"{step.Title} ({step.Agency})";
        Line(file, "BEGIN:VEVENT");
        Line(file, $"UID:{IdOf(step)}");
        Line(file, $"DTSTAMP:{date.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}");
        // Whole minutes fit into the 32 bits that calendars give it.
        Line(file, $"SEQUENCE:{date.ToUnixTimeSeconds() / 60}");
        Line(file, $"DTSTART;VALUE=DATE:{Day(step.Due!.Value)}");
        Line(file, $"DTEND;VALUE=DATE:{Day(step.Due.Value.AddDays(1))}");
        Line(file, $"SUMMARY:{Text(summary)}");
        Line(file, $"DESCRIPTION:{Text(Description(step))}");
        if (HttpsAddress.Of(step.Action) is { } page) Line(file, $"URL:{page}");
        // RFC 5546 3.2.1 wants one in what is published.
        if (from is not null) Line(file, $"ORGANIZER{CommonName(from)}:mailto:{Mailto(PlainAddress.Read(from.Address)!)}");
        // The day stays free, and others who may look into the calendar see no more than that there is something.
        Line(file, "TRANSP:TRANSPARENT");
        Line(file, "CLASS:PRIVATE");
        Line(file, "BEGIN:VALARM");
        Line(file, "ACTION:DISPLAY");
        // Two days before, at 8 in the morning: the day itself begins at midnight.
        Line(file, "TRIGGER:-P1DT16H");
        Line(file, $"DESCRIPTION:{Text(summary)}");
        Line(file, "END:VALARM");
        Line(file, "END:VEVENT");
    }

    static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    // What a calendar shares with others is nothing that our files are searched by. It names no host (RFC 7986 5.3), so that it is the same wherever the file comes from.
    static string IdOf(MessageStep step) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(step.Key)).AsSpan(0, 16));

    static string Description(MessageStep step)
    {
        var help = string.Join(", ", new[] { step.Agency, step.Phone, step.Hours }.Where(t => t.Length > 0));
        string[] lines = [step.Text, .. step.Bring.Select(b => $"- {b}"), HttpsAddress.Of(step.Action) is { } page ? $"{step.ActionLabel}: {page}" : "", help];
        return string.Join('\n', lines.Where(l => l.Length > 0));
    }

    // A quote cannot stand in a parameter (RFC 5545 3.2).
    static string CommonName(MailSender from) => string.IsNullOrWhiteSpace(from.Name) ? "" : $";CN=\"{OneLine(from.Name).Replace('"', '\'')}\"";

    static string Mailto(string address) => $"{Uri.EscapeDataString(address[..address.LastIndexOf('@')])}@{PlainAddress.DomainOf(address)}";

    // RFC 5545 3.3.11.
    static string Text(string text) => string.Join("\\n", text.Split('\n').Select(line => OneLine(line)
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)));

    static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));

    // Folded between characters, never within one.
    static void Line(StringBuilder file, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MaxLine)
            {
                file.Append("\r\n ");
                octets = 1;
            }

            file.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        file.Append("\r\n");
    }
}
