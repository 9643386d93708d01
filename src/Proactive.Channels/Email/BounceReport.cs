using System.Text.RegularExpressions;
using Proactive.Engine.Delivery;

namespace Proactive.Channels.Email;

/// <summary>
/// Reads what a relay writes back about a mail (RFC 3464). Only the notice's id, the status and the time are taken from it: the rest
/// is addresses and words. Whoever knows a whole notice id had the mail, or a relay's queue, before them.
/// </summary>
public static partial class BounceReport
{
    const int MaxBytes = 1024 * 1024;

    // So much is looked at to tell whether this is a mail at all.
    const int Beginning = 64 * 1024;

    const int MaxGroups = 100;

    /// <summary>A <see cref="ReportReader"/>. The gravest that is said of a recipient counts; that a mail was passed on or to a list is nothing to report.</summary>
    public static ReportRead? Read(string contentType, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        if (MailIn(contentType, body.Span[..Math.Min(body.Length, MaxBytes)]) is not { } mail) return null;
        if (body.Length > MaxBytes) return ReportRead.Unreadable("the mail is larger than 1 MB, and no report is");
        if (MimePart.ReadAll(mail) is not { } parts) return ReportRead.Unreadable("the mail has more parts than any report");
        if (parts.FirstOrDefault(p => p.Type is "message/delivery-status" or "message/global-delivery-status") is not { } status) return ReportRead.Unreadable(WhatElse(parts));
        return Of(parts, GroupsOf(status.Body), now);
    }

    static string? MailIn(string contentType, ReadOnlySpan<byte> body)
    {
        var type = contentType.Split(';')[0].Trim().ToLowerInvariant();
        if (type is not ("message/rfc822" or "message/global" or "multipart/report" or "text/plain" or "application/octet-stream" or "")) return null;
        var mail = MimePart.Octets(body);
        var start = MimePart.Read(mail[..Math.Min(mail.Length, Beginning)]);
        if (type.StartsWith("message/", StringComparison.Ordinal) || start["From"] is not null || start["Received"] is not null || start["MIME-Version"] is not null) return mail;
        // HTTP has the header that says where the parts begin.
        return type == "multipart/report" ? $"Content-Type: {contentType}\n\n{mail}" : null;
    }

    static ReportRead Of(IReadOnlyList<MimePart> parts, List<MimePart> groups, DateTimeOffset now)
    {
        var said = groups.Select(g => (Group: g, Result: ResultOf(g), Status: StatusOf(g))).Where(s => s.Result is not null).ToList();
        if (said.Count == 0) return groups.Any(g => g["Action"] is not null) ? new ReportRead([]) : ReportRead.Unreadable("the report does not say what became of the mail");
        if (NoticeOf(parts, groups) is not { } notice) return ReportRead.Unreadable("the report is about no notice of ours");

        var gravest = said.OrderByDescending(s => s.Result).ThenByDescending(s => s.Status.StartsWith('5')).First();
        var dates = new[] { gravest.Group["Last-Attempt-Date"], parts[0]["Date"], groups[0]["Arrival-Date"] };
        var at = dates.Select(MailDate.Read).FirstOrDefault(d => d is not null) ?? now;
        return new ReportRead([new DeliveryReport(notice, "email", gravest.Result!.Value, gravest.Status, at < now ? at : now)]);
    }

    // Blank lines separate what is said of the mail from what is said of each recipient.
    static List<MimePart> GroupsOf(string text)
    {
        var groups = new List<MimePart>();
        for (var rest = text; rest.Length > 0 && groups.Count < MaxGroups; rest = groups[^1].Body) groups.Add(MimePart.Read(rest));
        return groups;
    }

    static ReportedResult? ResultOf(MimePart group) => (Word(group["Action"]), Class(group)) switch
    {
        ("failed", _) => ReportedResult.Bounced,
        ("delayed", _) => ReportedResult.Delayed,
        ("delivered", _) => ReportedResult.Delivered,
        ("relayed" or "expanded", _) => null,
        (_, '5') => ReportedResult.Bounced,
        (_, '4') => ReportedResult.Delayed,
        _ => null,
    };

    static char? Class(MimePart group) => Status().IsMatch(Word(group["Status"])) ? group["Status"]![0] : null;

    static string StatusOf(MimePart group) => Class(group) is not null ? Word(group["Status"]) : Word(group["Action"]) switch { "failed" => "5.0.0", "delayed" => "4.0.0", _ => "2.0.0" };

    // Comments may follow.
    static string Word(string? value) => (value ?? "").Split([' ', '\t', '(', ';'], 2)[0].ToLowerInvariant();

    static string? NoticeOf(IReadOnlyList<MimePart> parts, List<MimePart> groups)
    {
        var envelope = groups.Select(g => g["Original-Envelope-Id"]).FirstOrDefault(id => id is not null && NoticeId().IsMatch(id));
        var returned = parts.Where(p => p.Type is "message/rfc822" or "message/global" or "text/rfc822-headers" or "message/rfc822-headers" or "message/global-headers").Select(p => MimePart.Read(p.Body));
        string?[] messages = [.. groups.Select(g => g["X-Original-Message-ID"]), .. returned.Select(r => r["Message-ID"]), parts[0]["In-Reply-To"], parts[0]["References"]];
        return envelope ?? messages.OfType<string>().Select(m => MessageId().Match(m)).FirstOrDefault(m => m.Success)?.Groups[1].Value;
    }

    static string WhatElse(IReadOnlyList<MimePart> parts)
    {
        var mail = parts[0];
        if (parts.Any(p => p.Type == "message/feedback-report")) return "a complaint about abuse, not a report";
        if (parts.Any(p => p.Type == "message/disposition-notification")) return "a receipt that the mail was read, not a report";
        var isAutomatic = mail["Auto-Submitted"] is { } submitted && Word(submitted) != "no"
            || mail["X-Autoreply"] is not null || mail["X-Autorespond"] is not null || Word(mail["Precedence"]) == "auto_reply";
        return isAutomatic ? "an automatic answer, not a report" : "a mail, but not a report";
    }

    [GeneratedRegex(@"^[245]\.[0-9]{1,3}\.[0-9]{1,3}\z")]
    private static partial Regex Status();

    [GeneratedRegex(@"^[0-9a-f]{32}\z")]
    private static partial Regex NoticeId();

    [GeneratedRegex(@"<([0-9a-f]{32})@")]
    private static partial Regex MessageId();
}
