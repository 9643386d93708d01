using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rendering;

namespace Proactive.Engine.Rehearsal;

/// <summary>
/// What no message may leave out. Every notice bears its reference and says how to object. One that tells of steps says of each what to do, by when,
/// why it is for this person, whom to call and on which legal basis; and it leads to the reader's own page, if there is one.
/// </summary>
static class TemplateDuties
{
    public static IEnumerable<TemplateFlaw> Missing(Message message, Telling telling, Words words, DateOnly today)
    {
        // A text message has room for less; it leads to the rest.
        if (message.Document is null) yield break;
        var text = Flat(message.Text);
        bool Says(string? what) => what is null || text.Contains(Flat(what), StringComparison.OrdinalIgnoreCase);

        if (!Says(message.Reference)) yield return new TemplateFlaw("the reference is missing, by which staff find the message: {{ reference }}");
        if (!Says(words.Objection)) yield return new TemplateFlaw($"nothing says how to object; a word with '{words.Objection}' stands nowhere ('objection' in words.yaml)");
        if (!message.Kind.TellsSteps()) yield break;
        if (!Says(telling.Guide?.AbsoluteUri)) yield return new TemplateFlaw("the link to the reader's own list is missing: {{ guideLink }} where {{ if hasGuideLink }}");

        foreach (var flaw in telling.Parts.SelectMany(p => Missing(p, message.Locale, words, Says))) yield return flaw;
    }

    static IEnumerable<TemplateFlaw> Missing(Part part, string locale, Words words, Func<string?, bool> says)
    {
        var guide = part.Guide;
        foreach (var step in part.Journey.Steps.Where(s => part.Notice.Steps.Contains(s.Id) && s.State.IsOpen() && guide.Step(s.Id, part.Journey.Effective) is not null))
        {
            var rule = guide.Step(step.Id, part.Journey.Effective)!;
            if (!says(rule.Title.In(locale)))
            {
                yield return new TemplateFlaw("what to do is missing: {{ step.title }}");
                continue;
            }

            if (!says(rule.Agency.Name.In(locale))) yield return new TemplateFlaw("who is missing: {{ step.agency }}");
            if (!says(rule.Legal.Basis)) yield return new TemplateFlaw("the legal basis is missing: {{ step.basis }}");
            if (!says(rule.Legal.Source.AbsoluteUri)) yield return new TemplateFlaw("a link to the law is missing: {{ step.source }}");
            if (step.Automatic) continue;
            if (step.Due is { } due && !says(words.Date(due))) yield return new TemplateFlaw("the deadline is missing: {{ step.due }}");
            if (step.Due is null && !says(rule.DueText.In(locale))) yield return new TemplateFlaw("what stands in place of a deadline is missing: {{ step.dueText }}");
            if (!says(rule.Why.In(locale))) yield return new TemplateFlaw("why it is for this person is missing: {{ step.why }}");
            if (!says(rule.Contact?.Phone)) yield return new TemplateFlaw("whom to call is missing: {{ step.phone }}");
        }
    }

    // Lines of plain text are broken wherever a word ends.
    static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
