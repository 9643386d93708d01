using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

public abstract partial class StoreCompliance
{
    protected static readonly Person Everything = new()
    {
        Id = "0107801234", Name = "Søren Žižka", BirthDate = new DateOnly(1980, 7, 1), Municipality = "0101", Language = "da", Email = "soeren@example.org",
        Channels = ["letter", "email"], OptOuts = ["dk/moving"], DeceasedOn = DateOnly.MaxValue,
    };

    [Fact]
    public async Task Persons_come_back_as_they_were_in_the_order_of_the_keys()
    {
        var little = new Person { Id = "8001011234" };
        Assert.Empty(await Know(Key(1), Everything));
        Assert.Empty(await Know(Key(2), little));
        var citizens = await Store.Load([Key(2), Key(9), Key(1)], Stop);
        Assert.Equal(Describe(little), Describe(citizens[0].Person!));
        Assert.Null(citizens[1].Person);
        Assert.Equal(Describe(Everything), Describe(citizens[2].Person!));
    }

    [Fact]
    public async Task A_person_is_replaced_whole()
    {
        await Know(Key(1), Everything);
        await Know(Key(1), new Person { Id = "0107801234", Municipality = "0851" });
        Assert.Equal(Describe(new Person { Id = "0107801234", Municipality = "0851" }), Describe((await Find(Key(1))).Person!));
    }

    [Fact]
    public async Task A_person_without_a_file_has_an_empty_one_that_can_be_saved()
    {
        await Know(Key(1), Everything);
        var citizen = await Find(Key(1));
        Assert.Equal(Describe(CitizenFile.Empty(Key(1)) with { Version = 1 }), Describe(citizen.File));
        Assert.Empty(await Save(citizen.File with { Events = Rich(Key(1)).Events }));
        Assert.Equal((2, Describe(Everything)), ((await Find(Key(1))).File.Version, Describe((await Find(Key(1))).Person!)));
    }

    [Fact]
    public async Task A_person_and_a_file_do_not_touch_each_other()
    {
        await Save(Rich(Key(1)));
        await Know(Key(1), Everything);
        var citizen = await Find(Key(1));
        Assert.Equal(Describe(Rich(Key(1)) with { Version = 2 }), Describe(citizen.File));
        Assert.Equal(Describe(Everything), Describe(citizen.Person!));
        Assert.Empty(await Save(citizen.File with { Attempts = [] }));
        Assert.Equal(Describe(Everything), Describe((await Find(Key(1))).Person!));
    }

    [Fact]
    public async Task A_changed_person_overtakes_a_change_of_the_file_made_without_knowing_it()
    {
        await Save(DueAt(Key(1), Morning));
        var claimed = await Load(Key(1));
        await Know(Key(1), Everything);
        Assert.Equal([Key(1)], await Save(claimed with { Notices = [] }));
        Assert.NotEmpty((await Load(Key(1))).Notices);
    }

    [Fact]
    public async Task A_first_person_overtakes_a_first_change_of_the_file()
    {
        var before = await Load(Key(1));
        await Know(Key(1), Everything);
        Assert.Equal([Key(1)], await Save(before));
    }

    [Fact]
    public async Task A_person_saved_twice_in_one_call_counts_twice_and_the_last_stays()
    {
        await Store.SavePersons([(Key(1), Everything), (Key(1), new Person { Id = "2" })], Stop);
        var citizen = await Find(Key(1));
        Assert.Equal((2, "2"), (citizen.File.Version, citizen.Person!.Id));
    }

    [Fact]
    public async Task A_changed_person_leaves_what_is_due_and_who_holds_it()
    {
        await Save(DueAt(Key(1), Morning), DueAt(Key(2), Morning.AddHours(1)));
        await Take(Morning);
        await Store.SavePersons([(Key(1), Everything), (Key(2), Everything)], Stop);
        Assert.Empty(await Take(Morning.AddMinutes(1)));
        Assert.Equal([Key(1), Key(2)], await Take(Morning.AddHours(1)));
    }

    [Fact]
    public async Task What_is_taken_comes_with_what_is_known_of_the_person()
    {
        await Save(DueAt(Key(1), Morning), DueAt(Key(2), Morning));
        await Know(Key(2), Everything);
        var taken = await Store.TakeDue(Morning, 10, Lease, Stop);
        Assert.Null(taken[0].Person);
        Assert.Equal((Describe(Everything), 2, false), (Describe(taken[1].Person!), taken[1].File.Version, taken[1].Erased));
    }

    protected Task<IReadOnlyList<CitizenKey>> Know(CitizenKey key, Person person) => Store.SavePersons([(key, person)], Stop);
}
