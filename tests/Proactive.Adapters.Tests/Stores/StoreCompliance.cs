using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

/// <summary>What the engine asks of every store. A store's tests inherit this and say how to make an empty one.</summary>
public abstract partial class StoreCompliance : IAsyncDisposable
{
    protected StoreCompliance(IStore store) => Store = store;

    protected IStore Store { get; }

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_unknown_citizen_has_an_empty_file()
    {
        var file = await Load(Key(1));
        Assert.Equal(Describe(CitizenFile.Empty(Key(1))), Describe(file));
    }

    [Fact]
    public async Task A_saved_file_comes_back_as_it_was_with_the_next_version()
    {
        Assert.Empty(await Save(Rich(Key(1))));
        Assert.Equal(Describe(Rich(Key(1)) with { Version = 1 }), Describe(await Load(Key(1))));

        Assert.Empty(await Save((await Load(Key(1))) with { Attempts = [] }));
        Assert.Equal(Describe(Rich(Key(1)) with { Version = 2, Attempts = [] }), Describe(await Load(Key(1))));
    }

    [Fact]
    public async Task Files_come_back_in_the_order_of_the_keys()
    {
        await Save(Rich(Key(1)), Rich(Key(3)));
        var citizens = await Store.Load([Key(3), Key(2), Key(1), Key(3)], Stop);
        Assert.Equal([(Key(3), 1), (Key(2), 0), (Key(1), 1), (Key(3), 1)], citizens.Select(c => (c.Key, c.File.Version)));
    }

    [Fact]
    public async Task A_change_that_another_overtook_is_refused_and_the_others_are_written()
    {
        await Save(Rich(Key(1)));
        var before = await Load(Key(1));
        await Save(before with { Attempts = [] });

        var overtaken = await Save(Rich(Key(2)), before with { Events = [] }, Rich(Key(3)));

        Assert.Equal([Key(1)], overtaken);
        Assert.Equal(Describe(before with { Version = 2, Attempts = [] }), Describe(await Load(Key(1))));
        Assert.Equal([1, 1], (await Store.Load([Key(2), Key(3)], Stop)).Select(c => c.File.Version));
    }

    [Fact]
    public async Task A_first_save_is_refused_when_there_is_a_file_already()
    {
        await Save(Rich(Key(1)));
        Assert.Equal([Key(1)], await Save(CitizenFile.Empty(Key(1))));
        Assert.NotEmpty((await Load(Key(1))).Events);
    }

    [Fact]
    public async Task A_change_to_a_file_that_is_not_there_is_refused()
    {
        Assert.Equal([Key(1)], await Save(Rich(Key(1)) with { Version = 3 }));
        Assert.Equal(0, (await Load(Key(1))).Version);
    }

    [Fact]
    public async Task The_second_change_to_one_file_in_the_same_call_is_overtaken_by_the_first()
    {
        Assert.Equal([Key(1)], await Save(Rich(Key(1)), CitizenFile.Empty(Key(1))));
        Assert.NotEmpty((await Load(Key(1))).Events);
    }

    [Fact]
    public async Task Of_many_savers_exactly_one_wins_each_version_and_no_change_is_lost()
    {
        var (savers, changes) = (16, 10);
        var won = await Task.WhenAll(Enumerable.Range(0, savers).Select(saver => Task.Run(async () =>
        {
            var versions = new List<long>();
            while (versions.Count < changes)
            {
                var before = await Load(Key(1));
                var seen = Rich(Key(1)).Events[0] with { Key = $"{saver}-{versions.Count}" };
                if ((await Save(before with { Events = before.Events.Add(seen) })).Count == 0) versions.Add(before.Version);
            }

            return versions;
        })));

        Assert.Equal(Enumerable.Range(0, savers * changes).Select(v => (long)v), won.SelectMany(v => v).Order());
        var file = await Load(Key(1));
        Assert.Equal(savers * changes, file.Version);
        Assert.Equal(savers * changes, file.Events.Select(e => e.Key).Distinct().Count());
    }

    protected async Task<CitizenFile> Load(CitizenKey key) => (await Find(key)).File;

    protected async Task<Citizen> Find(CitizenKey key) => (await Store.Load([key], Stop))[0];

    protected Task<IReadOnlyList<CitizenKey>> Save(params CitizenFile[] files) => Store.SaveFiles([.. files.Select(f => new FileChange(f, []))], Stop);

    protected static LogEntry Line(CitizenKey citizen, string notice = "n-1", NoticeState state = NoticeState.Sent, DateTimeOffset? at = null) =>
        new(at ?? Morning, citizen, notice, "dk/moving", NoticeKind.Start, null, state, "email", null);
}
