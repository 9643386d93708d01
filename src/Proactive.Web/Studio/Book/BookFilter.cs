using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rules;

namespace Proactive.Web.Studio.Book;

/// <summary>Which part of the rule book somebody looks at; empty: all of it.</summary>
public sealed class BookFilter(RuleBook book, string? theme, string? lifeEvent, string? agency)
{
    public string Theme { get; } = theme ?? "";

    public string LifeEvent { get; } = lifeEvent ?? "";

    public string Agency { get; } = agency ?? "";

    /// <summary>The life events that are left, in the order of their folders.</summary>
    public IReadOnlyList<Engine.Rules.Guide> Guides { get; } =
    [
        .. book.Guides.OrderBy(g => g.Id, StringComparer.Ordinal).Where(g =>
            (string.IsNullOrEmpty(theme) || g.Theme.Id == theme) && (string.IsNullOrEmpty(lifeEvent) || g.Id == lifeEvent) && (string.IsNullOrEmpty(agency) || g.Steps.Any(s => s.Agency.Id == agency))),
    ];

    public IReadOnlyList<Theme> Themes { get; } = [.. book.Guides.Select(g => g.Theme).DistinctBy(t => t.Id).OrderBy(t => t.Id, StringComparer.Ordinal)];

    public IReadOnlyList<Engine.Rules.Guide> AllGuides { get; } = [.. book.Guides.OrderBy(g => g.Id, StringComparer.Ordinal)];

    public IReadOnlyList<Agency> Agencies { get; } = [.. book.Guides.SelectMany(RuleMap.AgenciesOf).DistinctBy(a => a.Id).OrderBy(a => a.Id, StringComparer.Ordinal)];

    /// <summary>The steps that are left in a life event.</summary>
    public IReadOnlyList<StepRule> StepsOf(Engine.Rules.Guide guide) => [.. GuideSteps.InOrder(guide).Where(s => Agency.Length == 0 || s.Agency.Id == Agency)];
}
