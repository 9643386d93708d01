using Proactive.Testing;

namespace Proactive.Engine.Tests.Order;

/// <summary>A small book in which a move may be corrected, annulled, continued by a letter, and closed by evidence.</summary>
static class ChainedRules
{
    const string Move = """movedOn: date, from: { municipality: string, postcode: "string?" }, to: { municipality: string, postcode: "string?" }""";

    const string More = $$"""
          x.corrected.v1: { role: corrects, of: data.eventId, effective: data.movedOn, settle: 10m, data: { eventId: string, {{Move}}, household: "list<{ id: string, birthDate: date }>?" } }
          x.letter.v1: { role: continues, effective: data.on, settle: 30m, tooOldAfter: 60d, data: { on: date, urgent: bool } }
          x.letter-corrected.v1: { role: corrects, of: data.eventId, effective: data.on, data: { eventId: string, on: date, urgent: bool } }
          x.answered.v1: { role: evidence, effective: data.on, data: { on: date } }

        """;

    const string Steps = """
          - id: children
            title: { en: Report your children }
            events: [x.moved.v1, x.corrected.v1]
            when: has(data.household) && size(data.household) > 1
            why: { en: You moved with children. }
            opens: effective - days(3)
            due: effective + days(14)
            remind: [due - days(7), due - days(1)]
            evidence: [x.registered.v1]
            legal: { basis: Act 1, source: "https://example.org/act", checked: 2026-11-21, status: verified }
          - id: answer
            title: { en: Answer the letter }
            events: [x.letter.v1, x.letter-corrected.v1]
            due: effective + weeks(8)
            remind: [due - days(3)]
            evidence: [x.answered.v1]
            legal: { basis: Act 2, source: "https://example.org/act", checked: 2026-11-21, status: verified }
          - id: call
            title: { en: Call us }
            events: [x.letter.v1, x.letter-corrected.v1]
            when: data.urgent
            why: { en: The letter is urgent. }
            due: effective + days(2)
            legal: { basis: Act 2, source: "https://example.org/act", checked: 2026-11-21, status: verified }

        """;

    public static ContentFolder Files { get; } = RuleFolders.With(
        ("xx/moving/life-event.yaml", $"{RuleFolders.LifeEvent.TrimEnd()}\n{More}"),
        ("xx/moving/town.yaml", $"{RuleFolders.Town.TrimEnd().Replace("    when:", "    events: [x.moved.v1, x.corrected.v1]\n    when:", StringComparison.Ordinal)}\n{Steps}"));
}
