using System.Globalization;
using Proactive.Engine.Citizens;

namespace Proactive.Testing.Year;

/// <summary>Something that happens in the simulated country: an event that a registry sends, or a change of what is known of a person.</summary>
public sealed record Happening(DateTimeOffset At, string? Event, Person? Person);

/// <summary>People, and what happens to them in a year, all from one seed: moves, lost jobs, births, deaths, with the corrections, annulments, evidence, redeliveries and re-exports that registries send.</summary>
public sealed class SmallCountry
{
    readonly Random _random;
    readonly DateTimeOffset _begin;
    readonly List<Happening> _happenings = [];
    int _events;

    public SmallCountry(int seed, int people, int events, DateTimeOffset begin, TimeSpan span)
    {
        _random = new Random(seed);
        _begin = begin;
        People = [.. Enumerable.Range(0, people).Select(NewPerson)];
        for (var i = 0; i < events; i++) Happen(begin + (span * _random.NextDouble()));
        Happenings = [.. _happenings.OrderBy(h => h.At)];
    }

    /// <summary>Everybody, as they are at the beginning.</summary>
    public IReadOnlyList<Person> People { get; }

    /// <summary>What happens, in the order in which it is heard of.</summary>
    public IReadOnlyList<Happening> Happenings { get; }

    Person NewPerson(int number) => new()
    {
        Id = $"p-{number}",
        Name = $"Person {number}",
        BirthDate = _random.Next(10) switch
        {
            0 => DateOnly.FromDateTime(_begin.Date).AddYears(-12),
            1 => null,
            _ => new DateOnly(1950 + _random.Next(50), 1 + _random.Next(12), 1 + _random.Next(28)),
        },
        Municipality = _random.Next(2) == 0 ? "0751" : "0461",
        Language = "en",
        Email = _random.Next(12) == 0 ? null : $"p{number}@example.org",
        Channels = _random.Next(4) == 0 ? ["letter"] : [],
        Guardians = number > 0 ? [$"p-{number - 1}", "p-0"] : [],
    };

    void Happen(DateTimeOffset at)
    {
        var person = People[_random.Next(People.Count)];
        switch (_random.Next(12))
        {
            case < 5:
                Move(at, person);
                break;
            case < 8:
                JobLoss(at, person);
                break;
            case < 10:
                Birth(at, person);
                break;
            case 10:
                Death(at, person);
                break;
            default:
                // A newer record of somebody: opted out, or another address.
                _happenings.Add(new Happening(at, null, person with { OptOuts = _random.Next(2) == 0 ? ["dk/retirement", "dk/job-loss"] : [], Email = $"{person.Id}-{_random.Next(9)}@example.org" }));
                break;
        }
    }

    void Move(DateTimeOffset at, Person person)
    {
        string Data(int late) => $$"""{"movedOn":"{{Day(at, -late)}}","from":{"municipality":"0751"},"to":{"municipality":"{{(late == 3 ? "0751" : "0461")}}"},"doctorKm":{{_random.Next(5, 200)}}.0""";
        var id = Send(at, "dk.cpr.person-moved.v1", person, Data(_random.Next(6)) + "}");
        if (_random.Next(4) == 0) Send(Later(at), "dk.cpr.person-move-corrected.v1", person, Data(_random.Next(6)) + $$""","eventId":"{{id}}"}""");
        if (_random.Next(6) == 0) Send(Later(at), "dk.cpr.person-move-annulled.v1", person, $$"""{"eventId":"{{id}}"}""");
        if (_random.Next(2) == 0) Send(Later(at), "dk.cpr.address-registered.v1", person, $$"""{"registeredOn":"{{Day(at, 1)}}"}""");
        if (_random.Next(3) == 0) Send(Later(at), "dk.health.doctor-chosen.v1", person, $$"""{"chosenOn":"{{Day(at, 2)}}"}""");
    }

    void JobLoss(DateTimeOffset at, Person person)
    {
        var id = Send(at, "cz.cssz.employment-ended.v1", person, $$"""{"endedOn":"{{Day(at, _random.Next(-5, 5))}}","insuredMonths":{{_random.Next(24)}}}""");
        if (_random.Next(5) == 0) Send(Later(at), "cz.cssz.employment-end-annulled.v1", person, $$"""{"eventId":"{{id}}"}""");
        if (_random.Next(2) == 0) Send(Later(at), "cz.uradprace.jobseeker-registered.v1", person, $$"""{"registeredOn":"{{Day(at, 3)}}"}""");
    }

    void Birth(DateTimeOffset at, Person mother)
    {
        var other = People[_random.Next(People.Count)];
        string Data(string parents) => $$"""{"bornOn":"{{Day(at, -1)}}","mother":"{{mother.Id}}","parents":[{{parents}}],"parentsMarried":false,"midwife":true""";
        var both = mother == other ? $"\"{mother.Id}\"" : $"\"{mother.Id}\",\"{other.Id}\"";
        var child = $"child-{_events}";
        var id = Send(at, "dk.cpr.child-born.v1", child, Data(both) + "}");
        if (_random.Next(4) == 0) Send(Later(at), "dk.cpr.child-birth-corrected.v1", child, Data($"\"{mother.Id}\"") + $$""","eventId":"{{id}}"}""");
        if (_random.Next(8) == 0) Send(Later(at), "dk.cpr.child-birth-annulled.v1", child, $$"""{"eventId":"{{id}}","parents":[{{both}}]}""");
        if (_random.Next(3) == 0) Send(Later(at), "dk.udbetaling-danmark.leave-letter-sent.v1", mother, $$"""{"sentOn":"{{Day(at, 7)}}"}""");
    }

    void Death(DateTimeOffset at, Person person)
    {
        var relative = People[_random.Next(People.Count)];
        _happenings.Add(new Happening(at, null, person with { DeceasedOn = DateOnly.FromDateTime(at.Date) }));
        Send(at, "dk.cpr.person-died.v1", person, $$"""{"diedOn":"{{Day(at, 0)}}","relatives":[{"id":"{{relative.Id}}","relation":"spouse"}]}""");
    }

    string Send(DateTimeOffset at, string type, Person subject, string data) => Send(at, type, subject.Id, data);

    string Send(DateTimeOffset at, string type, string subject, string data)
    {
        var id = $"e-{++_events}";
        Arrive(at, id);
        // At least once: some come again, some under another id when the registry exports anew.
        if (_random.Next(5) == 0) Arrive(Later(at), id);
        if (_random.Next(12) == 0) Arrive(Later(at), $"{id}-again");
        return id;

        void Arrive(DateTimeOffset moment, string eventId) => _happenings.Add(new Happening(moment,
            $$"""{"specversion":"1.0","id":"{{eventId}}","source":"urn:registry","type":"{{type}}","subject":"{{subject}}","time":"{{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}}","data":{{data}}}""", null));
    }

    // Sometimes earlier: what happened later may be heard of first.
    DateTimeOffset Later(DateTimeOffset at) => at + TimeSpan.FromHours(_random.Next(-6, 24 * 10));

    static string Day(DateTimeOffset at, int days) => DateOnly.FromDateTime(at.Date).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
