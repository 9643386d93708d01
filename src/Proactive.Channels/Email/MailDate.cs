using System.Globalization;

namespace Proactive.Channels.Email;

/// <summary>Reads the date of a mail (RFC 5322 3.3).</summary>
static class MailDate
{
    static readonly string[] Formats = ["d MMM yyyy H:mm:ss zzz", "d MMM yyyy H:mm zzz", "d MMM yy H:mm:ss zzz"];

    /// <summary>Null if it is no date, or says no offset from Greenwich: the time at nobody knows where is no time.</summary>
    public static DateTimeOffset? Read(string? text)
    {
        if (text is null) return null;
        var plain = text.Split('(')[0].Split(',')[^1].Replace(" GMT", " +0000", StringComparison.OrdinalIgnoreCase).Replace(" UT", " +0000", StringComparison.Ordinal);
        var words = string.Join(' ', plain.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return DateTimeOffset.TryParseExact(words, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
    }
}
