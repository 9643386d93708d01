using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;
using Proactive.Web.Administration.Parts;

namespace Proactive.Web.Administration.Log;

/// <summary>What somebody looks for in the delivery log, as they typed it.</summary>
/// <param name="Problems">What is wrong with a field: its name, and the key of the words that say so.</param>
public sealed record LogSearch(IReadOnlyDictionary<string, string> Typed, LogQuery Query, IReadOnlyDictionary<string, string> Problems)
{
    public const string Citizen = "citizen";
    public const string Notice = "notice";
    public const string State = "state";
    public const string Channel = "channel";
    public const string Guide = "guide";
    public const string From = "from";
    public const string Until = "until";

    public static IReadOnlyList<string> Fields { get; } = [Citizen, Notice, State, Channel, Guide, From, Until];

    const int KeyLength = 32;
    const int ReferenceLength = 8;

    public string? this[string field] => Typed.GetValueOrDefault(field);

    /// <summary>Reads the fields of an address or a form. Days are those of <paramref name="zone"/>.</summary>
    public static LogSearch Read(Func<string, string?> field, TimeZoneInfo zone)
    {
        var typed = TypedFields.Read(Fields, field);
        var query = new LogQuery(
            Digits(typed.GetValueOrDefault(Citizen), KeyLength) is { } key ? new CitizenKey(key) : null, Digits(typed.GetValueOrDefault(Notice), ReferenceLength),
            StateOf(typed.GetValueOrDefault(State)), TypedFields.DayOf(typed.GetValueOrDefault(From), 0, zone), TypedFields.DayOf(typed.GetValueOrDefault(Until), 1, zone),
            typed.GetValueOrDefault(Channel), typed.GetValueOrDefault(Guide));
        (string Field, bool IsUnderstood)[] read =
            [(Citizen, query.Citizen is not null), (Notice, query.NoticeId is not null), (State, query.State is not null), (From, query.Since is not null), (Until, query.Until is not null)];
        var problems = read.Where(r => !r.IsUnderstood && typed.ContainsKey(r.Field)).ToDictionary(r => r.Field, r => $"administration.wrong-{r.Field}");
        // What was not understood is not shown again: it might be a person's number.
        foreach (var wrong in problems.Keys) typed.Remove(wrong);
        if (query.Since >= query.Until) problems[Until] = "administration.until-before-from";
        return new LogSearch(typed, query, problems);
    }

    /// <summary>The address of the page with this search, of those lines that are older than <paramref name="before"/>.</summary>
    public string Path(long? before = null) => TypedFields.Address("/admin/log", Typed, before);

    static string? Digits(string? text, int fewest) => text?.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant() is { } digits
        && digits.Length >= fewest && digits.Length <= KeyLength && digits.All(char.IsAsciiHexDigit) ? digits : null;

    static NoticeState? StateOf(string? text) => Enum.GetValues<NoticeState>().Where(s => StaffWords.CodeOf(s) == text).Select(s => (NoticeState?)s).FirstOrDefault();
}
