namespace Proactive.Engine.Events;

/// <summary>
/// Dates and times in the form that nearly all senders use, read from bytes without making a text of them. What is not in that form
/// is left to <see cref="Rfc3339"/> and the date parser, which know every form; these never accept what those would not.
/// </summary>
static class PlainTime
{
    /// <summary>Reads <c>2026-11-21</c>.</summary>
    public static bool TryParseDate(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        if (text.Length != 10 || !TryDay(text, out var year, out var month, out var day)) return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    /// <summary>Reads <c>2026-11-21T10:00:00Z</c> and <c>2026-11-21T10:00:00+01:00</c>, whole seconds.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset moment)
    {
        moment = default;
        if (text.Length is not (20 or 25) || text[10] != 'T' || text[13] != ':' || text[16] != ':') return false;
        if (!TryDay(text[..10], out var year, out var month, out var day)) return false;
        // At the ends of the calendar an offset may lead out of it.
        if (year is < 2 or > 9998) return false;
        if (!TryTwo(text[11..], 23, out var hour) || !TryTwo(text[14..], 59, out var minute) || !TryTwo(text[17..], 59, out var second)) return false;
        if (!TryOffset(text[19..], out var offset)) return false;
        moment = new DateTimeOffset(year, month, day, hour, minute, second, offset);
        return true;
    }

    static bool TryOffset(ReadOnlySpan<byte> text, out TimeSpan offset)
    {
        offset = default;
        if (text.Length == 1) return text[0] == 'Z';
        if (text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':' || !TryTwo(text[1..], 13, out var hours) || !TryTwo(text[4..], 59, out var minutes)) return false;
        offset = new TimeSpan(text[0] == '-' ? -hours : hours, text[0] == '-' ? -minutes : minutes, 0);
        return true;
    }

    static bool TryDay(ReadOnlySpan<byte> text, out int year, out int month, out int day)
    {
        (year, month, day) = (0, 0, 0);
        if (text[4] != '-' || text[7] != '-' || !TryTwo(text, 99, out var century) || !TryTwo(text[2..], 99, out var rest)) return false;
        year = century * 100 + rest;
        return TryTwo(text[5..], 12, out month) && TryTwo(text[8..], 31, out day)
            && year > 0 && month > 0 && day > 0 && day <= DateTime.DaysInMonth(year, month);
    }

    static bool TryTwo(ReadOnlySpan<byte> text, int most, out int number)
    {
        var (tens, ones) = ((uint)(text[0] - '0'), (uint)(text[1] - '0'));
        number = (int)(tens * 10 + ones);
        return tens <= 9 && ones <= 9 && number <= most;
    }
}
