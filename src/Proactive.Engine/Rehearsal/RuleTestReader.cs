using System.Globalization;
using Proactive.Cel;
using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>Reads the <c>tests.yaml</c> files beside the life events.</summary>
public sealed class RuleTestReader
{
    /// <summary>The person id a test's citizen and events have unless they say otherwise.</summary>
    public const string CitizenId = "citizen-1";

    readonly RuleBook _book;
    readonly ProblemList _problems = new();

    RuleTestReader(RuleBook book) => _book = book;

    /// <summary>All tests of the folder a book was read from, and what is wrong with their files.</summary>
    public static (IReadOnlyList<RuleTest> Tests, IReadOnlyList<Problem> Problems) Read(ContentFolder folder, RuleBook book)
    {
        var reader = new RuleTestReader(book);
        var tests = folder.Texts.Where(f => f.Key.EndsWith("/tests.yaml", StringComparison.Ordinal))
            .SelectMany(f => reader.ReadFile(folder.PathOf(f.Key), f.Key[..^"/tests.yaml".Length], f.Value)).ToList();
        return (tests, reader._problems.All);
    }

    IReadOnlyList<RuleTest> ReadFile(string path, string guideId, string text)
    {
        if (YamlParser.Parse(path, text, _problems) is not { } root) return [];
        if (_book.Guide(guideId) is not { } guide)
        {
            _problems.Add(root, $"there is no life-event.yaml in {guideId} to test");
            return [];
        }

        if (root is YamlList list) return [.. list.Items.Select(node => ReadTest(node, guide))];
        _problems.Add(root, "tests.yaml is a list of tests");
        return [];
    }

    RuleTest ReadTest(YamlNode node, Guide guide)
    {
        var fields = YamlFields.Of(node, _problems, "a test");
        var name = fields.Text("name", required: true)?.Text ?? "";
        var now = Moment(fields.Text("now", required: true), "now");
        var citizen = ReadCitizen(fields.Optional("citizen"), guide);
        var others = fields.Texts("others").Select(o => o.Text).ToList();
        var events = new List<(DateTime, byte[])>();
        if (fields.Required("event") is { } first) events.Add((now, ReadEvent(first, 1)));
        foreach (var later in fields.List("then"))
        {
            var arrival = YamlFields.Of(later, _problems, "a later event");
            var at = Moment(arrival.Text("at", required: true), "at");
            if (arrival.Required("event") is { } lifeEvent) events.Add((at, ReadEvent(lifeEvent, events.Count + 1)));
            arrival.Done();
        }

        var expected = ReadExpectation(fields.Required("expect"), guide);
        fields.Done();
        return new RuleTest(name, new Problem(node.File.Path, node.Line, node.Column, name), guide, citizen, others, events, expected);
    }

    byte[] ReadEvent(YamlNode node, int number)
    {
        var fields = YamlFields.Of(node, _problems, "an event");
        var (type, id, subject) = (fields.Text("type", required: true), fields.Text("id"), fields.Text("subject"));
        var (source, data) = (fields.Text("source"), fields.Optional("data"));
        fields.Done();
        var shape = type is null ? null : _book.EventTypes.GetValueOrDefault(type.Text)?.Data;
        return YamlToJson.Event(id?.Text ?? $"event-{number}", source?.Text ?? "urn:test", type?.Text ?? "", subject?.Text ?? CitizenId, data, shape);
    }

    Person ReadCitizen(YamlNode? node, Guide guide)
    {
        var person = Adult(CitizenId) with { Language = guide.Country.Languages[0] };
        if (node is null) return person;
        var fields = YamlFields.Of(node, _problems, "'citizen'");
        person = person with
        {
            BirthDate = fields.Date("birthDate") ?? person.BirthDate,
            Municipality = fields.Text("municipality")?.Text,
            Language = fields.Text("language")?.Text ?? person.Language,
            DeceasedOn = fields.Date("deceasedOn"),
            OptOuts = [.. fields.Texts("optOuts").Select(o => o.Text)],
        };
        fields.Done();
        return person;
    }

    internal static Person Adult(string id) => new() { Id = id, BirthDate = new DateOnly(1985, 4, 12), Email = "citizen@example.org" };

    RuleExpectation ReadExpectation(YamlNode? node, Guide guide)
    {
        var fields = YamlFields.Of(node, _problems, "'expect'");
        var steps = new List<ExpectedStep>();
        if (fields.Optional("steps") is YamlMap map)
        {
            foreach (var (id, value) in map.Entries)
            {
                var step = YamlFields.Of(value, _problems, "a step");
                CheckStep(id, guide);
                steps.Add(new ExpectedStep(id.Text, step.Date("due"), step.Date("opens"), step.OneOf("state", ["open", "done", "not-needed", "withdrawn"])));
                step.Done();
            }
        }

        var not = fields.Texts("not");
        foreach (var id in not) CheckStep(id, guide);
        var expectation = new RuleExpectation(steps, [.. not.Select(n => n.Text)],
            fields.Optional("notices") is null ? null : ReadNotices(fields.List("notices"), guide), ReadNotices(fields.List("notSent"), guide),
            fields.Flag("expired") ?? false, fields.Text("rejected")?.Text);
        fields.Done();
        return expectation;
    }

    List<ExpectedNotice> ReadNotices(IReadOnlyList<YamlNode> nodes, Guide guide)
    {
        var notices = new List<ExpectedNotice>();
        foreach (var node in nodes)
        {
            var fields = YamlFields.Of(node, _problems, "a notice");
            var kind = fields.OneOf("kind", [.. Enum.GetNames<NoticeKind>().Select(k => k.ToLowerInvariant())], required: true);
            var (at, step) = (fields.Text("at"), fields.Text("step"));
            if (step is not null) CheckStep(step, guide);
            notices.Add(new ExpectedNotice(Enum.Parse<NoticeKind>(kind ?? "start", ignoreCase: true), step?.Text, at is null ? null : Moment(at, "at")));
            fields.Done();
        }

        return notices;
    }

    // A test that expects nothing of a step which does not exist would always pass.
    void CheckStep(YamlScalar id, Guide guide)
    {
        if (guide.Steps.Any(s => s.Id == id.Text)) return;
        var meant = Closest.To(id.Text, guide.Steps.Select(s => s.Id));
        _problems.Add(id, $"there is no step '{id.Text}' in {guide.Id}{(meant is null ? "" : $"; was '{meant}' meant?")}");
    }

    DateTime Moment(YamlScalar? node, string key)
    {
        if (node is null) return default;
        if (DateTime.TryParseExact(node.Text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)) return moment;
        _problems.Add(node, $"'{key}' is not a local time; write it as 2026-11-21T10:00");
        return default;
    }
}
