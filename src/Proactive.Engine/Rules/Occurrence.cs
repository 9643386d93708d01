using Proactive.Cel;
using Proactive.Engine.Citizens;
using Proactive.Engine.Events;

namespace Proactive.Engine.Rules;

/// <summary>What one life event means to one guide: its role, its legal date and whom it concerns.</summary>
/// <param name="Effective">The legal date; for roles that need none, the day it was read.</param>
/// <param name="OriginalKey">Key of the event that is corrected or annulled.</param>
/// <param name="Steps">The guide's steps which the event may bring.</param>
public sealed record Occurrence(
    LifeEvent Event, Guide Guide, Subscription Subscription, DateOnly Effective, string? OriginalKey, IReadOnlyList<string> Recipients, StepIndex Steps)
{
    const int AbsurdYears = 130;

    public EventRole Role => Subscription.Role;

    /// <summary>True unless it concerns just its subject: then nobody else can have been told, or have to be told no more.</summary>
    public bool ConcernsOthers => Recipients.Count != 1 || Recipients[0] != Event.Subject;

    /// <summary>What it means to somebody whom a correction takes out of the recipients: for them it never happened.</summary>
    public Occurrence AsAnnulment() => this with { Subscription = Subscription with { Role = EventRole.Annuls }, OriginalKey = OriginalKey ?? Event.Key };

    internal static (Occurrence? Occurrence, Rejection? Rejection) Of(LifeEvent lifeEvent, Guide guide, Subscription subscription, StepIndex steps, DateOnly today)
    {
        var scope = steps.Scope.Values(lifeEvent);
        var effective = today;
        if (subscription.Effective is { } effectiveRule)
        {
            var value = effectiveRule.Evaluate(scope);
            if (value.IsError) return Fails(RejectionReason.RuleError, effectiveRule, value);
            effective = value.AsDate;
            if (effective.Year < today.Year - AbsurdYears || effective.Year > today.Year + AbsurdYears)
                return (null, new Rejection(RejectionReason.AbsurdDate, effectiveRule.Source, $"is more than {AbsurdYears} years away; registries write such dates for 'not known'"));
        }

        string? original = null;
        if (subscription.Of is { } ofRule)
        {
            var value = ofRule.Evaluate(scope);
            if (value.IsError) return Fails(RejectionReason.RuleError, ofRule, value);
            original = LifeEvent.KeyOf(lifeEvent.Source, value.AsString);
        }

        var recipients = new List<string>();
        foreach (var rule in subscription.Recipients)
        {
            var value = rule.Evaluate(scope);
            if (value.IsError) return Fails(RejectionReason.NoRecipient, rule, value);
            recipients.AddRange(value.Kind == CelKind.List ? value.AsList.Select(v => v.AsString) : [value.AsString]);
        }

        return recipients.Count == 0
            ? (null, new Rejection(RejectionReason.NoRecipient, "", $"{guide.Id} finds nobody whom the event concerns"))
            : (new Occurrence(lifeEvent, guide, subscription, effective, original, [.. recipients.Distinct()], steps), null);
    }

    static (Occurrence?, Rejection?) Fails(RejectionReason reason, CompiledExpression rule, CelValue value) =>
        (null, new Rejection(reason, rule.Source, RuleFailure.Describe(value.AsError)));

    /// <summary>The steps that apply to <paramref name="person"/>, and the rules that could not be decided. Pure.</summary>
    public Evaluation Evaluate(Person person, CitizenKey key, bool includeReview = false)
    {
        // Evidence and annulments apply no steps; they change those that apply.
        if (Role is not (EventRole.Starts or EventRole.Continues or EventRole.Corrects)) return new Evaluation([], []);
        var scope = Steps.Scope.Values(Event, Effective, person);
        var matches = new List<RuleMatch>();
        List<RuleFailure>? failures = null;
        foreach (var step in Steps.Candidates(scope))
        {
            if (!step.IsFor(Effective, person, key, includeReview)) continue;
            var holds = step.Holds(scope, out var error);
            if (!holds && error is null) continue;
            var (match, failure) = holds ? RuleMatch.Of(step, scope) : (null, $"when: {RuleFailure.Describe(error!)}");
            if (match is not null) matches.Add(match);
            else (failures ??= []).Add(new RuleFailure(Guide.Id, step.Rule.Id, failure!));
        }

        return new Evaluation([.. matches], failures is null ? [] : [.. failures]);
    }
}
