using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

public abstract partial class StoreCompliance
{
    protected static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task What_is_due_comes_earliest_first_and_by_key_among_equals()
    {
        await Save(DueAt(Key(1), Morning), DueAt(Key(4), Morning.AddHours(-1)), DueAt(Key(3), Morning.AddHours(-1)), DueAt(Key(2), Morning.AddHours(1)));
        Assert.Equal([Key(3), Key(4), Key(1)], await Take(Morning));
    }

    [Fact]
    public async Task A_file_is_due_from_its_moment_on_and_not_a_tick_before()
    {
        var due = Morning.AddTicks(12345);
        await Save(DueAt(Key(1), due));
        Assert.Empty(await Take(due.AddTicks(-1)));
        Assert.Equal([Key(1)], await Take(due));
    }

    [Fact]
    public async Task A_file_in_which_nothing_waits_is_never_due()
    {
        await Save(CitizenFile.Empty(Key(1)), DueAt(Key(2), DateTimeOffset.MaxValue));
        Assert.Empty(await Take(DateTimeOffset.MaxValue - Lease));
        Assert.Null(await Store.NextDue(Stop));
    }

    [Fact]
    public async Task Who_is_due_is_counted_whether_somebody_holds_them_or_not()
    {
        await Save(DueAt(Key(1), Morning), DueAt(Key(2), Morning.AddHours(-1)), DueAt(Key(3), Morning.AddHours(1)));
        await Take(Morning, limit: 1);
        Assert.Equal(2, await Store.CountDue(Morning, Stop));
        Assert.Equal(0, await Store.CountDue(Morning.AddDays(-1), Stop));
    }

    [Fact]
    public async Task What_is_taken_comes_as_it_was_saved()
    {
        await Save(Rich(Key(1)));
        var taken = Assert.Single(await Store.TakeDue(Morning.AddYears(1), 10, Lease, Stop));
        Assert.Equal(Describe(Rich(Key(1)) with { Version = 1 }), Describe(taken.File));
        Assert.Null(taken.Person);
    }

    [Fact]
    public async Task No_more_are_taken_than_asked_for_and_the_rest_comes_next()
    {
        await Save([.. Enumerable.Range(0, 5).Select(i => DueAt(Key(i), Morning.AddMinutes(-i)))]);
        Assert.Equal([Key(4), Key(3)], await Take(Morning, limit: 2));
        Assert.Equal([Key(2), Key(1)], await Take(Morning, limit: 2));
        Assert.Equal([Key(0)], await Take(Morning, limit: 2));
        Assert.Empty(await Take(Morning, limit: 2));
    }

    [Fact]
    public async Task What_is_taken_is_held_until_the_lease_ends()
    {
        await Save(DueAt(Key(1), Morning));
        await Take(Morning);
        Assert.Empty(await Take(Morning + Lease - TimeSpan.FromTicks(1)));
        Assert.Equal([Key(1)], await Take(Morning + Lease));
    }

    [Fact]
    public async Task A_save_without_a_lease_leaves_the_one_there_is()
    {
        await Save(DueAt(Key(1), Morning));
        await Take(Morning);
        await Save(await Load(Key(1)));
        Assert.Empty(await Take(Morning.AddMinutes(1)));
        Assert.Equal([Key(1)], await Take(Morning + Lease));
    }

    [Fact]
    public async Task A_save_may_end_the_lease_or_prolong_it()
    {
        await Save(DueAt(Key(1), Morning), DueAt(Key(2), Morning));
        var taken = await Store.TakeDue(Morning, 10, Lease, Stop);
        await Store.SaveFiles([new FileChange(taken[0].File, [], Morning), new FileChange(taken[1].File, [], Morning.AddHours(1))], Stop);
        Assert.Equal([Key(1)], await Take(Morning));
        Assert.Equal([Key(1)], await Take(Morning.AddMinutes(59)));
        Assert.Equal([Key(2)], await Take(Morning.AddHours(1)));
    }

    [Fact]
    public async Task A_first_save_may_hold_the_file()
    {
        await Store.SaveFiles([new FileChange(DueAt(Key(1), Morning), [], Morning.AddHours(1))], Stop);
        Assert.Empty(await Take(Morning));
        Assert.Equal([Key(1)], await Take(Morning.AddHours(1)));
    }

    [Fact]
    public async Task A_save_that_was_overtaken_does_not_touch_the_lease()
    {
        await Save(DueAt(Key(1), Morning));
        await Take(Morning);
        await Store.SaveFiles([new FileChange(DueAt(Key(1), Morning), [], Morning)], Stop);
        Assert.Empty(await Take(Morning));
    }

    [Fact]
    public async Task Many_takers_never_take_the_same_file()
    {
        await Save([.. Enumerable.Range(0, 100).Select(i => DueAt(Key(i), Morning))]);
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Take(Morning, limit: 10))));
        Assert.Equal(Enumerable.Range(0, 100).Select(Key), taken.SelectMany(t => t).OrderBy(k => k.Value));
    }

    [Fact]
    public async Task One_citizen_is_taken_only_when_due_and_held_by_nobody()
    {
        await Save(DueAt(Key(1), Morning), DueAt(Key(2), Morning), CitizenFile.Empty(Key(3)));
        Assert.Null(await TakeOne(Key(1), Morning.AddTicks(-1)));
        Assert.Equal(Describe(DueAt(Key(1), Morning) with { Version = 1 }), Describe((await TakeOne(Key(1), Morning))!.File));
        Assert.Null(await TakeOne(Key(1), Morning));
        Assert.Equal([Key(2)], await Take(Morning));
        Assert.Null(await TakeOne(Key(2), Morning + Lease - TimeSpan.FromTicks(1)));
        Assert.NotNull(await TakeOne(Key(2), Morning + Lease));
        Assert.Null(await TakeOne(Key(3), Morning));
        Assert.Null(await TakeOne(Key(4), Morning));
    }

    [Fact]
    public async Task Of_many_who_take_one_citizen_one_has_them()
    {
        await Save(DueAt(Key(1), Morning));
        await Know(Key(1), Everything);
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => TakeOne(Key(1), Morning))));
        Assert.Equal(Describe(Everything), Describe(Assert.Single(taken.OfType<Citizen>()).Person!));
    }

    [Fact]
    public async Task An_erased_citizen_is_not_taken()
    {
        await Save(DueAt(Key(1), Morning));
        await Erase();
        Assert.Null(await TakeOne(Key(1), Morning));
    }

    Task<Citizen?> TakeOne(CitizenKey key, DateTimeOffset now) => Store.TakeDue(key, now, Lease, Stop);

    [Fact]
    public async Task The_next_due_is_the_earliest_held_or_not()
    {
        Assert.Null(await Store.NextDue(Stop));
        await Save(DueAt(Key(1), Morning.AddTicks(3)), DueAt(Key(2), Morning.AddHours(1)));
        Assert.Equal(Morning.AddTicks(3), await Store.NextDue(Stop));
        await Take(Morning.AddMinutes(1));
        Assert.Equal(Morning.AddTicks(3), await Store.NextDue(Stop));
        await Save(CitizenFile.Empty(Key(1)) with { Version = 1 });
        Assert.Equal(Morning.AddHours(1), await Store.NextDue(Stop));
    }

    protected async Task<IEnumerable<CitizenKey>> Take(DateTimeOffset now, int limit = 1000) =>
        (await Store.TakeDue(now, limit, Lease, Stop)).Select(f => f.Key);
}
