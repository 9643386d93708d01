using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

public abstract partial class StoreCompliance
{
    [Fact]
    public async Task An_erased_citizen_is_a_tombstone_with_nothing_in_it()
    {
        await Save(Rich(Key(1)));
        await Know(Key(1), Everything);
        Assert.Equal(new Erasure(true, 0), await Erase());
        var erased = await Find(Key(1));
        Assert.Equal((true, null, null), (erased.Erased, erased.Person, erased.File.DataKey));
        Assert.Equal(Describe(CitizenFile.Empty(Key(1)) with { Version = 3 }), Describe(erased.File));
    }

    [Fact]
    public async Task Erasing_somebody_unknown_or_erased_already_does_nothing()
    {
        Assert.Equal(new Erasure(false, 0), await Erase());
        Assert.False((await Find(Key(1))).Erased);
        await Save(Rich(Key(1)));
        await Erase();
        Assert.Equal(new Erasure(false, 0), await Erase());
        Assert.Equal(2, (await Load(Key(1))).Version);
    }

    [Fact]
    public async Task Nothing_is_ever_kept_again_of_an_erased_citizen()
    {
        await Save(Rich(Key(1)));
        var before = await Load(Key(1));
        await Erase();
        // A change that was under way, one made of the tombstone, and a replay that never saw either.
        Assert.Equal([Key(1)], await Save(before));
        Assert.Equal([Key(1)], await Save(Rich(Key(1)) with { Version = 2 }));
        Assert.Equal([Key(1)], await Save(Rich(Key(1))));
        Assert.Equal([Key(1)], await Store.SavePersons([(Key(1), Everything), (Key(2), Everything)], Stop));
        Assert.Equal((true, null), ((await Find(Key(1))).Erased, (await Find(Key(1))).Person));
        Assert.NotNull((await Find(Key(2))).Person);
    }

    [Fact]
    public async Task A_citizen_known_only_as_a_person_can_be_erased()
    {
        await Know(Key(1), Everything);
        Assert.True((await Erase()).Erased);
        Assert.Null((await Find(Key(1))).Person);
    }

    [Fact]
    public async Task An_erased_citizen_is_due_no_more()
    {
        await Save(DueAt(Key(1), Morning), DueAt(Key(2), Morning.AddHours(1)));
        await Erase();
        Assert.Empty(await Take(Morning));
        Assert.Equal(Morning.AddHours(1), await Store.NextDue(Stop));
    }

    [Fact]
    public async Task The_log_keeps_the_lines_of_an_erased_citizen_and_no_longer_names_them()
    {
        await Write(CitizenFile.Empty(Key(1)), Line(Key(1), "a"), Line(Key(1), "b", NoticeState.Failed));
        await Write(CitizenFile.Empty(Key(2)), Line(Key(2), "c"));
        Assert.Equal(new Erasure(true, 2), await Erase());
        Assert.Empty(await Search(new LogQuery(Citizen: Key(1))));
        Assert.Equal([(LogEntry.ErasedCitizen, "a"), (LogEntry.ErasedCitizen, "b"), (Key(2), "c")], (await Search(new LogQuery())).Select(l => (l.Citizen, l.NoticeId)));
    }

    [Fact]
    public async Task Nobody_is_found_by_an_event_after_they_were_erased()
    {
        await Concern(Key(1), "event-1", "event-2");
        await Concern(Key(2), "event-1");
        await Erase();
        Assert.Equal([Key(2)], await Store.FindConcerned("event-1", Stop));
        Assert.Empty(await Store.FindConcerned("event-2", Stop));
    }

    [Fact]
    public async Task Citizens_are_found_by_the_events_they_were_kept_under()
    {
        await Concern(Key(1), "event-1", "event-2");
        await Concern(Key(2), "event-1");
        await Store.SaveFiles([new FileChange(await Load(Key(1)), [], Concerns: ["event-1", "event-3"])], Stop);
        Assert.Equal([Key(1), Key(2)], (await Store.FindConcerned("event-1", Stop)).OrderBy(k => k.Value));
        Assert.Equal([Key(1)], await Store.FindConcerned("event-2", Stop));
        Assert.Equal([Key(1)], await Store.FindConcerned("event-3", Stop));
        Assert.Empty(await Store.FindConcerned("event-4", Stop));
    }

    [Fact]
    public async Task Nobody_is_kept_under_an_event_by_a_change_that_was_overtaken()
    {
        await Concern(Key(1), "event-1");
        await Concern(Key(1), "event-2");
        Assert.Empty(await Store.FindConcerned("event-2", Stop));
    }

    Task<IReadOnlyList<CitizenKey>> Concern(CitizenKey key, params string[] events) => Store.SaveFiles([new FileChange(CitizenFile.Empty(key), [], Concerns: events)], Stop);

    protected Task<Erasure> Erase() => Store.Erase(Key(1), Morning, Stop);
}
