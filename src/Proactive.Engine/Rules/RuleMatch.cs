using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Proactive.Cel;

namespace Proactive.Engine.Rules;

/// <summary>What evaluating a guide's rules for one person gave.</summary>
public sealed record Evaluation(ImmutableArray<RuleMatch> Matches, ImmutableArray<RuleFailure> Failures);

/// <summary>A rule that could not be decided or dated for this event; the others go on.</summary>
public sealed partial record RuleFailure(string Guide, string Step, string Message)
{
    /// <summary>What an evaluation error says without the values it quotes: they are personal data, and this reaches terminals and answers.</summary>
    internal static string Describe(CelError error) =>
        error.Message.StartsWith("no such field", StringComparison.Ordinal) ? error.Message : Quoted().Replace(error.Message, "…");

    // From the first quote or digit to the last quote: a value may hold quotes itself.
    [GeneratedRegex("""['"].*['"]|(?<=: )-?\d\S*""", RegexOptions.Singleline)]
    private static partial Regex Quoted();
}

/// <summary>A step that applies, with its dates.</summary>
public sealed record RuleMatch(StepRule Step, DateOnly? Opens, DateOnly? Due, ImmutableArray<DateOnly> Reminders)
{
    /// <summary>A step whose condition holds, with its dates, or why it cannot be dated.</summary>
    internal static (RuleMatch? Match, string? Failure) Of(IndexedStep step, CelRecord scope)
    {
        var rule = step.Expressions;
        var dates = new Dates();
        var opens = dates.Read("opens", rule.Opens, scope);
        var due = dates.Read("due", rule.Due, scope);
        if (dates.Failure is not null) return (null, dates.Failure);
        if (rule.Remind.Count == 0) return (new RuleMatch(step.Rule, opens, due, []), null);
        var reminderScope = RuleScope.Values(rule.ReminderScope, scope, opens, due);
        var reminders = rule.Remind.Select(r => dates.Read("remind", r, reminderScope)).OfType<DateOnly>().Distinct().Order().ToImmutableArray();
        return dates.Failure is null ? (new RuleMatch(step.Rule, opens, due, reminders), null) : (null, dates.Failure);
    }

    struct Dates
    {
        public string? Failure { get; set; }

        public DateOnly? Read(string name, CompiledExpression? rule, CelRecord scope)
        {
            if (rule is null) return null;
            var value = rule.Evaluate(scope);
            if (!value.IsError) return value.AsDate;
            Failure ??= $"{name}: {RuleFailure.Describe(value.AsError)}";
            return null;
        }
    }
}
