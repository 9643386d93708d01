using System.Text;
using Proactive.Engine.Notices;

namespace Proactive.Cli.Citizens;

/// <summary>The files that the outbox holds of a notice: the mail, and its page beside it.</summary>
static class OutboxMail
{
    const int HeadersAtMost = 4096;

    public static IReadOnlyList<string> Of(string outbox, IEnumerable<Notice> notices) =>
        Directory.Exists(outbox) ? [.. notices.SelectMany(n => Of(outbox, n)).Distinct().Order(StringComparer.Ordinal)] : [];

    static IEnumerable<string> Of(string outbox, Notice notice)
    {
        var mails = Directory.EnumerateFiles(outbox, $"*-{notice.Reference}-*").Concat(Directory.EnumerateFiles(outbox, $"*{notice.Id}*", SearchOption.AllDirectories));
        // Some pair of many thousand notices has the same reference; the mail itself says which it is. A page without a mail cannot.
        return mails.Where(file => Path.ChangeExtension(file, ".eml") is var mail && (!File.Exists(mail) || Says(mail, notice.Id)));
    }

    static bool Says(string mail, string noticeId)
    {
        using var file = File.OpenRead(mail);
        var start = new byte[HeadersAtMost];
        var count = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return Encoding.Latin1.GetString(start, 0, count).Contains(noticeId, StringComparison.Ordinal);
    }
}
