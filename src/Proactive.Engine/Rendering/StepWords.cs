using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Proactive.Cel;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>
/// What a rule says of its step in one language: as channels get it, and the same as templates see it. Made once, however many messages
/// tell the step, and kept no longer than the rule.
/// </summary>
sealed class StepWords
{
    static readonly ConditionalWeakTable<StepRule, ConcurrentDictionary<string, StepWords>> Known = [];

    StepWords(StepRule rule, string locale)
    {
        Told = new MessageStep(
            rule.Id, Clean(rule.Title), Clean(rule.Text), null, null, rule.Automatic, Clean(rule.Agency.Name),
            rule.Action?.Url, rule.Action is { } action ? Clean(action.Label) : "", [.. rule.Bring.Select(Clean)],
            Escape.Clean(rule.Contact?.Phone ?? ""), rule.Contact is { } contact ? Clean(contact.Hours) : "");
        string why = Clean(rule.Why), dueText = Clean(rule.DueText), basis = Escape.Clean(rule.Legal.Basis);
        Plain = Values(value => value);
        Markdown = Values(Escape.CleanMarkdown);

        string Clean(LocalizedText text) => Escape.Clean(text.In(locale));

        CelValue[] Values(Func<string, string> safe)
        {
            return
            [
                Safe(Told.Title), Safe(Told.Text), Safe(why), CelValue.Of(why.Length > 0), CelValue.Of(dueText.Length > 0), Safe(dueText), Safe(Told.Agency),
                CelValue.Of(Told.Action is not null), Safe(Told.Action?.AbsoluteUri ?? ""), Safe(Told.ActionLabel),
                CelValue.Of(Told.Bring.Count > 0), CelValue.Of([.. Told.Bring.Select(Safe)]),
                CelValue.Of(Told.Phone.Length > 0), Safe(Told.Phone), CelValue.Of(Told.Hours.Length > 0), Safe(Told.Hours),
                Safe(basis), Safe(rule.Legal.Source.AbsoluteUri),
            ];

            CelValue Safe(string value) => CelValue.Of(safe(value));
        }
    }

    /// <summary>The fields of <see cref="Plain"/> and <see cref="Markdown"/>, in their order.</summary>
    public static IReadOnlyList<CelField> Fields { get; } =
    [
        new("title", CelType.String), new("text", CelType.String), new("why", CelType.String), new("hasWhy", CelType.Bool),
        new("hasDueText", CelType.Bool), new("dueText", CelType.String), new("agency", CelType.String),
        new("hasAction", CelType.Bool), new("url", CelType.String), new("label", CelType.String),
        new("hasBring", CelType.Bool), new("bring", CelType.List(CelType.String)),
        new("hasPhone", CelType.Bool), new("phone", CelType.String), new("hasHours", CelType.Bool), new("hours", CelType.String),
        new("basis", CelType.String), new("source", CelType.String),
    ];

    /// <summary>Without its dates.</summary>
    public MessageStep Told { get; }

    public CelValue[] Plain { get; }

    public CelValue[] Markdown { get; }

    public static StepWords Of(StepRule rule, string locale) =>
        Known.GetOrCreateValue(rule) is var languages && languages.TryGetValue(locale, out var words) ? words : languages.GetOrAdd(locale, new StepWords(rule, locale));
}
