using System.Text.Encodings.Web;
using System.Text.Json;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;
using Proactive.Engine.Visits;

namespace Proactive.Testing;

/// <summary>Citizen files for tests of stores and channels.</summary>
public static class CitizenFiles
{
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>21 November 2026, 10 o'clock in Copenhagen.</summary>
    public static DateTimeOffset Morning { get; } = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Encrypts for stores under test, with a master key that protects nobody.</summary>
    public static BodyCodec Codec { get; } = new(new MasterKey(new byte[MasterKey.Length]));

    /// <summary>The key of the citizen with this number; keys sort as the numbers do.</summary>
    public static CitizenKey Key(int number) => new(number.ToString("x32", null));

    /// <summary>A file with every kind of record in it, every state, and the values that are hard to keep.</summary>
    public static CitizenFile Rich(CitizenKey key) => new(
        key, 0,
        Events:
        [
            new SeenEvent("https://cpr.example|a-1", "f00d", "dk.cpr.person-moved.v1", new DateOnly(2026, 11, 1), Morning.AddTicks(1), Morning.AddMinutes(-3),
            [
                new Contribution("dk/moving", EventRole.Corrects, "https://cpr.example|a-0", "book-1", TimeSpan.FromHours(1), false, [new Step("by-itself", StepState.Planned, new DateOnly(2026, 10, 4), null, [], Automatic: true)]),
                new Contribution("dk/birth", EventRole.Evidence, null, "book-1", TimeSpan.Zero, true, []),
            ]),
            new SeenEvent("urn:x|\"quoted\" \u2028 – žluťoučký", "", "dk.cpr.person-move-annulled.v1", DateOnly.MinValue, DateTimeOffset.MinValue),
        ],
        Journeys:
        [
            new Journey(
                "j-1", "dk/moving", "book-1", "https://cpr.example|a-1", "dk.cpr.person-moved.v1", new DateOnly(2026, 11, 1), Morning.AddHours(1), JourneyState.Active,
                [
                    .. Enum.GetValues<StepState>().Select(state => new Step(
                        $"step-{state}", state, new DateOnly(2026, 10, 4), new DateOnly(2026, 11, 6), [new DateOnly(2026, 11, 4), DateOnly.MaxValue], false, state == StepState.Done ? Morning : null)),
                    new Step("by-itself", StepState.Planned, null, null, [], Automatic: true),
                ],
                3, Morning.AddMinutes(5)),
            new Journey("j-2", "cz/job-loss", "book-2", "urn:x|2", "cz.example.v1", new DateOnly(2024, 2, 29), DateTimeOffset.MaxValue, JourneyState.Withdrawn, [], 0, Morning),
        ],
        Notices:
        [
            .. Enum.GetValues<NoticeState>().Select((state, i) => new Notice(
                $"abcd{i:x4}000000000000000000000000", "j-1", (NoticeKind)(i % 5), i % 5 == 1 ? "step-Open" : null, i, new WallTime(new DateOnly(2026, 11, 21), new TimeOnly(8, 0, 0, 1), "Europe/Copenhagen"),
                Morning.AddDays(i), state, ["step-Open", "step-Planned"])),
            new Notice(
                "beef00000000000000000000000000ff", "j-2", NoticeKind.Change, null, 2, new WallTime(DateOnly.MaxValue, TimeOnly.MaxValue, "Europe/Prague"),
                DateTimeOffset.MaxValue, NoticeState.OutcomeUnknown, [], "interrupted", "email", Morning.AddTicks(7), Repeated: true),
        ],
        Attempts:
        [
            .. Enum.GetValues<AttemptResult>().Select((result, i) => new Attempt("beef00000000000000000000000000ff", i + 1, i % 2 == 0 ? "email" : "letter", Morning.AddMinutes(i), result, i == 0 ? null : $"4{i}0 – says ø")),
        ],
        OptOuts: ["dk/retirement"],
        Doubts: [new AddressDoubt("email", "0f0f", Morning)],
        Links: [new GuideLink("0123456789abcdef0123456789abcdef", Key(7), ["j-1", "j-2"], Morning.AddDays(180))],
        Ticks: [new Tick("j-1", "step-Done", Morning)],
        Choices: [new Choice(key, "letter", null), new Choice(Key(7), null, "cs")],
        Answers: [new JourneyAnswer("j-1", new Answer(2, "Tak – žluťoučký", 3, false), Morning), new JourneyAnswer("j-2", new Answer(5, "", null, null), DateTimeOffset.MinValue)],
        Objections: [new Objection("dk/retirement", Morning, "no \u2028 more"), new Objection("dk/moving", Morning, "", false, Morning.AddDays(1), "the law")],
        WakeUp: new WakeUp(Morning.AddTicks(5), long.MaxValue));

    /// <summary>A file in which one notice is planned for this moment.</summary>
    public static CitizenFile DueAt(CitizenKey key, DateTimeOffset due) => CitizenFile.Empty(key) with
    {
        Notices = [new Notice($"{key}", "j-1", NoticeKind.Start, null, 1, new WallTime(new DateOnly(2026, 11, 21), new TimeOnly(8, 0), "Europe/Copenhagen"), due, NoticeState.Planned, [])],
    };

    /// <summary>Everything a record says, as text: records with arrays in them are not equal when their contents are.</summary>
    public static string Describe(object record) => JsonSerializer.Serialize(record, Readable);
}
