using System.Globalization;

namespace Proactive.Engine.Events;

static class Rfc3339
{
    /// <summary>Parses a timestamp that says its offset; one without would mean a different moment on every machine.</summary>
    public static bool TryParse(string text, out DateTimeOffset moment)
    {
        moment = default;
        if (text.Length < 20 || text[10] is not ('T' or 't') || !SaysItsOffset(text)) return false;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
    }

    static bool SaysItsOffset(string text) =>
        text[^1] is 'Z' or 'z' || (text[^6] is '+' or '-' && text[^3] == ':');
}
