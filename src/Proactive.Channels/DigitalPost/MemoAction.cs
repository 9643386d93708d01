using System.Globalization;
using Proactive.Engine.Rendering;

namespace Proactive.Channels.DigitalPost;

/// <summary>Something the mailbox offers to do with a message: it is shown as a button or put in a calendar.</summary>
/// <param name="Code">One of MeMo's action codes.</param>
/// <param name="End">When it is too late; null: never.</param>
sealed record MemoAction(string Label, string Code, DateTimeOffset? End, string? Url)
{
    static readonly TimeZoneInfo Denmark = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    /// <summary>Of each step that is the citizen's to do: what to have ready, and where to do it. An address too long for the field is left out, the page has it.</summary>
    public static IEnumerable<MemoAction> Of(MessageStep step)
    {
        if (step.Automatic) yield break;
        var end = step.Due is { } due ? EndOf(due) : (DateTimeOffset?)null;
        if (step.Bring.Count > 0) yield return new MemoAction(MemoText.Line($"{step.Title}: {string.Join(", ", step.Bring)}", MemoText.Length), "FORBEREDELSE", end, null);
        // Many steps have a button that says the same, and the mailbox shows no step beside it.
        var label = MemoText.Line(step.ActionLabel.Length > 0 ? $"{step.Title}: {step.ActionLabel}" : step.Title, MemoText.Length);
        if (step.Action is { AbsoluteUri: { Length: <= MemoText.Length } url }) yield return new MemoAction(label, "SELVBETJENING", end, url);
    }

    /// <summary>A moment as MeMo writes it, in UTC.</summary>
    public static string Written(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // A deadline is kept until the day is over in Denmark.
    static DateTimeOffset EndOf(DateOnly day)
    {
        var local = day.ToDateTime(new TimeOnly(23, 59, 59));
        return new DateTimeOffset(local, Denmark.GetUtcOffset(local));
    }
}
