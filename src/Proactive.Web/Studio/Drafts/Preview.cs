using Proactive.Engine;
using Proactive.Engine.Notices;
using Proactive.Engine.Oversight;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;

namespace Proactive.Web.Studio.Drafts;

/// <summary>One notice of a draft, as it would be told in each language.</summary>
/// <param name="Kind">Of the notice.</param>
/// <param name="Case">The test it comes from; null: a sample.</param>
/// <param name="Cases">The tests it could come from, as far as the agency may see them.</param>
public sealed record Preview(Engine.Rules.Guide Guide, IReadOnlyList<Engine.Rules.Guide> Guides, NoticeKind Kind, string? Case, IReadOnlyList<string> Cases, IReadOnlyList<PreviewMessages> Messages)
{
    public static (string? LifeEvent, NoticeKind Kind, string? Test) Choose(string? lifeEvent, string? kind, string? test) =>
        (lifeEvent, Enum.TryParse<NoticeKind>(kind, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : NoticeKind.Start, string.IsNullOrEmpty(test) ? null : test);

    /// <summary>Null: the draft has mistakes, or the named test leaves nothing to tell.</summary>
    public static async Task<Preview?> Of(RuleCandidate candidate, Proposal draft, (string? LifeEvent, NoticeKind Kind, string? Test) chosen, WebParts parts, CancellationToken cancellation)
    {
        if (candidate.Touched is not { } book) return null;
        var guides = draft.Texts.Keys.Select(RuleOwners.LifeEventOf).Distinct().Order(StringComparer.Ordinal).Select(book.Guide).OfType<Engine.Rules.Guide>().ToList();
        if ((guides.Find(g => g.Id == chosen.LifeEvent) ?? guides.FirstOrDefault()) is not { } guide) return null;
        var journeys = new PreviewJourneys(book, candidate.Tests, candidate.TouchedFiles, parts.Templates, new FlowOptions(), parts.Clock.GetUtcNow());
        var cases = journeys.CasesOf(guide);
        if (await journeys.Find(guide, chosen.Test is { } test && cases.Contains(test) ? test : null, cancellation) is not { } journey) return null;
        var messages = guide.Country.Languages.Select(locale => new PreviewMessages(
            locale, Message(journey, chosen.Kind, locale, ChannelName.Email, parts.Templates), Message(journey, chosen.Kind, locale, ChannelName.TextMessage, parts.Templates))).ToList();
        return new Preview(guide, guides, chosen.Kind, journey.Case, cases, messages);
    }

    static Rendered Message(PreviewJourney journey, NoticeKind kind, string locale, string channel, TemplateSet templates)
    {
        var notice = PreviewNotice.Of(journey, kind, locale, channel);
        return templates.Render(notice.Telling, notice.At);
    }
}

/// <summary>A notice in one language, for each way it travels. A letter and digital post tell the page's words.</summary>
public sealed record PreviewMessages(string Locale, Rendered Page, Rendered TextMessage)
{
    public Message? Mail => Page.Message;
}
