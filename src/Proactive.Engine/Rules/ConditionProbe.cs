using System.Globalization;
using System.Text.RegularExpressions;
using Proactive.Cel;
using Proactive.Engine.Citizens;
using Proactive.Engine.Events;

namespace Proactive.Engine.Rules;

/// <summary>
/// Tries an expression on made-up events: each field it reads takes values near the constants it is written with, combined by
/// chance from a fixed seed. What no combination shows is probably not there; it is no proof.
/// </summary>
sealed partial class ConditionProbe(EventType type)
{
    const int Events = 20_000;
    const int EventsAfterBoth = 500;
    const int Seed = 1;

    static readonly DateOnly Effective = new(2026, 6, 15);

    /// <summary>Whether some event makes the condition true, and whether some makes it false.</summary>
    /// <returns>Also the first reason for which it could not be decided.</returns>
    public (bool True, bool False, string? Undecided) Try(CompiledExpression condition)
    {
        var (sawTrue, sawFalse) = (false, false);
        string? undecided = null;
        var more = 0;
        foreach (var scope in Scopes(condition))
        {
            var value = condition.Evaluate(scope);
            if (value.IsError) undecided ??= value.AsError.Message;
            if (value.Kind != CelKind.Bool) continue;
            sawTrue |= value.AsBool;
            sawFalse |= !value.AsBool;
            if (sawTrue && sawFalse && ++more > EventsAfterBoth) break;
        }

        return (sawTrue, sawFalse, undecided);
    }

    /// <summary>The dates a step would have; events for which one cannot be worked out are left out.</summary>
    public IEnumerable<(DateOnly? Opens, DateOnly? Due, IReadOnlyList<DateOnly> Remind)> Dates(StepExpressions step)
    {
        if (step.Due is null) yield break;
        var random = new Random(Seed);
        for (var i = 0; i < 16; i++)
        {
            var data = Record(type.Data, step.Due.Reads, "data", Constants(step.Due.Source), random);
            var citizen = RuleScope.CitizenValue(new Person { Id = "p", BirthDate = Effective.AddYears(-40), Municipality = "1" });
            var scope = Scope(data, citizen);
            if (Date(step.Due, scope) is not { } due) continue;
            var opens = step.Opens is null ? null : Date(step.Opens, scope);
            if (step.Opens is not null && opens is null) continue;
            var reminderScope = RuleScope.Values(step.ReminderScope, scope, opens, due);
            yield return (opens, due, [.. step.Remind.Select(r => Date(r, reminderScope)).OfType<DateOnly>()]);
        }
    }

    IEnumerable<CelRecord> Scopes(CompiledExpression condition)
    {
        var constants = Constants(condition.Source);
        var random = new Random(Seed);
        for (var i = 0; i < Events; i++)
            yield return Scope(Record(type.Data, condition.Reads, "data", constants, random), Citizen(condition.Reads, constants, random));
    }

    CelRecord Scope(CelValue data, CelValue citizen) => RuleScope.Made(type, "p", data, Effective, citizen);

    static DateOnly? Date(CompiledExpression expression, CelRecord scope) => expression.Evaluate(scope) is { IsError: false } value ? value.AsDate : null;

    static CelValue Citizen(IReadOnlyList<string> reads, IReadOnlyList<string> constants, Random random)
    {
        DateOnly?[] births = reads.Contains("citizen.birthDate") ? [null, .. Ages(constants).SelectMany(Around)] : [Effective.AddYears(-40)];
        string?[] municipalities = reads.Contains("citizen.municipality") ? [null, "other", .. constants] : ["other"];
        return RuleScope.CitizenValue(new Person { Id = "p", BirthDate = Any(births, random), Municipality = Any(municipalities, random) });
    }

    // Only the fields that are read vary, and only they are there if they need not be.
    static CelValue Record(RecordShape shape, IReadOnlyList<string> reads, string path, IReadOnlyList<string> constants, Random random)
    {
        var slots = new CelValue[shape.Fields.Count];
        for (var i = 0; i < slots.Length; i++)
        {
            var field = shape.Fields[i];
            var fieldPath = $"{path}.{field.Name}";
            var isRead = reads.Any(r => r == fieldPath || r.StartsWith($"{fieldPath}.", StringComparison.Ordinal));
            if (field.Required || (isRead && random.Next(4) > 0)) slots[i] = Value(field.Shape, reads, fieldPath, constants, random);
        }

        return CelValue.Of(new CelRecord(shape.Type, slots));
    }

    static CelValue Value(FieldShape shape, IReadOnlyList<string> reads, string path, IReadOnlyList<string> constants, Random random) => shape.Kind switch
    {
        FieldKind.Bool => CelValue.Of(random.Next(2) == 0),
        // "p" is the citizen the probe asks for.
        FieldKind.String => CelValue.Of(Any(["other", "p", .. constants], random)),
        FieldKind.Int => CelValue.Of((long)Any([0, .. Numbers(constants)], random) + random.Next(-1, 2)),
        FieldKind.Double => CelValue.Of(Any([0, .. Numbers(constants)], random) + (random.Next(-1, 2) / 2.0)),
        FieldKind.Date => CelValue.Of(Any([.. Ages(constants), Effective, Effective.AddDays(200), Effective.AddDays(-200)], random).AddDays(random.Next(-1, 2))),
        FieldKind.Timestamp => CelValue.Of(new DateTimeOffset(Effective, TimeOnly.MinValue, TimeSpan.Zero)),
        FieldKind.List => CelValue.Of(Enumerable.Range(0, random.Next(3)).Select(_ => Value(shape.Element!, reads, path, constants, random)).ToList()),
        FieldKind.Record => Record(shape.Record!, reads, path, constants, random),
        _ => throw new System.Diagnostics.UnreachableException("There are eight kinds of field."),
    };

    static T Any<T>(IReadOnlyList<T> values, Random random) => values[random.Next(values.Count)];

    static IEnumerable<DateOnly> Around(DateOnly date) => [date.AddDays(-1), date, date.AddDays(1)];

    // Dates about so many years before the effective date as the expression has numbers, and the dates it names.
    static IEnumerable<DateOnly> Ages(IReadOnlyList<string> constants) => Numbers(constants).Where(n => n is > 0 and < 120).SelectMany(n => new[] { n - 1, n, n + 1 }).Select(n => Effective.AddYears(-(int)n))
        .Concat(constants.Select(c => DateOnly.TryParseExact(c, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d) ? d : default).Where(d => d != default))
        .Append(Effective.AddYears(-40));

    static IEnumerable<double> Numbers(IReadOnlyList<string> constants) =>
        constants.Select(c => double.TryParse(c, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : double.NaN).Where(n => Math.Abs(n) < 1e9);

    static List<string> Constants(string source) => [.. Literal().Matches(source).Select(m => m.Value.Trim('\'', '"')).Distinct()];

    [GeneratedRegex("""'[^']*'|"[^"]*"|\d+(\.\d+)?""")]
    private static partial Regex Literal();
}
