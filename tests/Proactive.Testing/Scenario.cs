using System.Globalization;
using System.Text;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;

namespace Proactive.Testing;

/// <summary>One citizen's story: events arrive, time passes, messages go out. Each call reads as a sentence; <see cref="Story"/> tells it as text.</summary>
public sealed class Scenario
{
    readonly StringBuilder _story = new();
    readonly TimeZoneInfo _zone;
    readonly TimeLapse _lapse;
    readonly Dictionary<string, int> _eventNumbers = [];
    int _told;

    Scenario(RuleBooks rules, MemoryStore store, TimeZoneInfo zone, DateTime begin, FlowOptions? options)
    {
        _zone = zone;
        Clock = new SimulatedClock(Instant(begin));
        (Rules, Store) = (rules, store);
        Flow = new Flow(rules, Repository.Templates, Store, [Email, Letter, TextMessage], Keys, Clock, options);
        _lapse = new TimeLapse(Flow, Store, Clock);
    }

    public SimulatedClock Clock { get; }
    public RuleBooks Rules { get; }
    public MemoryStore Store { get; }
    public Flow Flow { get; }
    public RecordingChannel Email { get; } = new();

    /// <summary>Reaches nobody unless a test says so.</summary>
    public RecordingChannel Letter { get; } = new("letter") { WhoItReaches = _ => false };

    /// <summary>Reaches whoever has a phone.</summary>
    public RecordingChannel TextMessage { get; } = new("text-message") { WhoItReaches = person => person.Phone is not null };

    public CitizenKeys Keys { get; } = new(new byte[32]);

    /// <summary>The delivery log so far: state, channel and reason of each line.</summary>
    public async Task<IReadOnlyList<string>> Log() =>
        await Store.SearchLog(new LogQuery(), CancellationToken.None).Select(l => string.Join(' ', new[] { $"{l.State}", l.Channel, l.Reason }.OfType<string>())).ToListAsync();

    /// <summary>What happened so far, a line each.</summary>
    public string Story => _story.ToString();

    public Receipt? LastReceipt { get; private set; }

    /// <summary>Begins with the shipped rules at a local time, e.g. <c>2026-11-09T10:00</c>.</summary>
    public static async Task<Scenario> Begin(string local, Person citizen, RuleBook? book = null, string zone = "Europe/Copenhagen", FlowOptions? options = null, ContentFolder? files = null)
    {
        var store = new MemoryStore();
        var rules = await RuleBooks.Begin(store, book ?? Repository.RuleBook, files ?? Repository.RuleFolder);
        var scenario = new Scenario(rules, store, TimeZoneInfo.FindSystemTimeZoneById(zone), Parse(local), options);
        await scenario.Knows(citizen);
        return scenario;
    }

    public static Person Adult(string language = "da") => new()
    {
        Id = "p-1",
        Name = "Anna Sørensen",
        BirthDate = new DateOnly(1987, 5, 14),
        Language = language,
        Email = "anna@example.org",
    };

    public async Task<Scenario> Knows(Person person)
    {
        await Store.SavePersons([(Keys.Of(person.Id), person)], CancellationToken.None);
        return this;
    }

    /// <summary>An event of <paramref name="type"/> arrives now; ids are <c>type-1</c>, <c>type-2</c> by the type's last word unless given.</summary>
    public async Task<Scenario> Hears(string type, string data, string? id = null, string subject = "p-1")
    {
        var word = type.Split('.')[^2];
        _eventNumbers[word] = _eventNumbers.GetValueOrDefault(word) + 1;
        id ??= $"{word}-{_eventNumbers[word]}";
        var json = $$"""{"specversion":"1.0","id":"{{id}}","source":"urn:test","type":"{{type}}","subject":"{{subject}}","data":{{data}}}""";
        LastReceipt = await Flow.Receive(Encoding.UTF8.GetBytes(json));
        Tell($"event {id}: {LastReceipt.Status.ToString().ToLowerInvariant()}{(LastReceipt.Rejection is { } rejection ? $" ({rejection})" : "")}");
        return this;
    }

    /// <summary>Time passes until a local time; what goes out on the way is told.</summary>
    public async Task<Scenario> Until(string local)
    {
        var end = Instant(Parse(local));
        while (await Store.NextDue(CancellationToken.None) is { } next && next <= end)
        {
            await _lapse.Until(next);
            TellMessages();
        }

        await _lapse.Until(end);
        TellMessages();
        return this;
    }

    /// <summary>Tells how each step of the citizen's journeys stands.</summary>
    public async Task<Scenario> TellSteps()
    {
        foreach (var journey in (await File()).Journeys)
        {
            Tell($"{journey.Guide} is {journey.State.ToString().ToLowerInvariant()}");
            foreach (var step in journey.On(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Clock.GetUtcNow(), _zone).DateTime)).Steps)
                _story.AppendLine(CultureInfo.InvariantCulture, $"                        {step.Id}: {step.State.ToString().ToLowerInvariant()}{(step.Due is { } due ? $", due {due:yyyy-MM-dd}" : "")}");
        }

        return this;
    }

    public async Task<CitizenFile> File() => (await Store.Load([Keys.Of("p-1")], CancellationToken.None))[0].File;

    void TellMessages()
    {
        for (; _told < Email.Messages.Count; _told++) Tell($"{Email.Messages[_told].Kind.ToString().ToLowerInvariant()}: {Email.Messages[_told].Subject}");
    }

    void Tell(string what)
    {
        var local = TimeZoneInfo.ConvertTime(Clock.GetUtcNow(), _zone);
        _story.AppendLine(CultureInfo.InvariantCulture, $"{local:ddd yyyy-MM-dd HH:mm}    {what}");
    }

    DateTimeOffset Instant(DateTime local) => new(local, _zone.GetUtcOffset(local));

    static DateTime Parse(string local) => DateTime.ParseExact(local, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
