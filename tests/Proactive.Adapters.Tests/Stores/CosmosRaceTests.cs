using System.Text.Json.Nodes;
using Proactive.Cosmos;
using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;
using Proactive.Testing.Cosmos;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

/// <summary>Several processes at the same documents, each let in between two requests of another.</summary>
public sealed class CosmosRaceTests
{
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_takes_a_citizen_between_reading_and_writing_of_a_save_does_not_overtake_it_and_keeps_the_lease()
    {
        await using var world = await Begin();
        var other = await world.Open();
        var change = await world.Change(1, "c");
        Between(world, Is(RequestKind.Replace, "citizens"), () => other.TakeDue(Key(1), Morning, Lease, Stop));
        Assert.Empty(await world.Store.SaveFiles([change], Stop));
        Assert.Null(await world.Store.TakeDue(Key(1), Morning.AddMinutes(1), Lease, Stop));
        Assert.NotNull(await world.Store.TakeDue(Key(1), Morning + Lease, Lease, Stop));
        Assert.Equal("dk/a dk/c", string.Join(' ', (await other.Load([Key(1)], Stop))[0].File.OptOuts));
    }

    [Theory, InlineData(1, RequestKind.Replace), InlineData(3, RequestKind.Create)]
    public async Task A_write_that_the_client_sent_twice_by_itself_was_one_write(int citizen, RequestKind kind)
    {
        await using var world = await Begin();
        var change = await world.Change(citizen, "c");
        world.Server.Faults = request =>
        {
            if (!Is(kind, "citizens")(request)) return Fault.None;
            world.Mend();
            // The first time it was carried out and its answer lost; what follows meets what it has made itself.
            world.Server.Answer(Copy(request), Stop).GetAwaiter().GetResult().EnsureSuccessStatusCode();
            return Fault.None;
        };
        Assert.Empty(await world.Store.SaveFiles([change], Stop));
        Assert.Equal((change.File.Version + 1, 1), ((await world.Store.Load([Key(citizen)], Stop))[0].File.Version, (await world.Store.SearchLog(new LogQuery(NoticeId: "c"), Stop).ToListAsync(Stop)).Count));
    }

    [Fact]
    public async Task Whoever_saves_between_reading_and_taking_hands_over_what_was_saved()
    {
        await using var world = await Begin();
        var other = await world.Open();
        var change = await world.Change(1, "c");
        Between(world, Is(RequestKind.Replace, "citizens"), () => world.Store.SaveFiles([change], Stop));
        var taken = (await other.TakeDue(Morning, 10, Lease, Stop)).Single(c => c.Key == Key(1));
        Assert.Equal(("dk/a dk/c", 3), (string.Join(' ', taken.File.OptOuts), taken.File.Version));
    }

    [Fact]
    public async Task Whoever_is_no_longer_due_when_they_are_to_be_taken_is_not()
    {
        await using var world = await Begin();
        var other = await world.Open();
        var file = (await world.Store.Load([Key(1)], Stop))[0].File with { Notices = [] };
        Between(world, Is(RequestKind.Replace, "citizens"), () => world.Store.SaveFiles([new FileChange(file, [])], Stop));
        Assert.Equal([Key(2)], (await other.TakeDue(Morning, 10, Lease, Stop)).Select(c => c.Key));
    }

    [Fact]
    public async Task Whoever_could_be_taken_is_handed_over_also_where_the_service_failed_for_another()
    {
        await using var world = await Begin();
        world.Server.Faults = request => Is(RequestKind.Replace, "citizens")(request) && request.RequestUri!.AbsolutePath.EndsWith(Key(1).Value, StringComparison.Ordinal) ? Fault.Unavailable : Fault.None;
        Assert.Equal([Key(2)], (await world.Store.TakeDue(Morning, 10, Lease, Stop)).Select(c => c.Key));
        Assert.Equal(StoreFault.Busy, (await Assert.ThrowsAsync<StoreException>(() => world.Store.TakeDue(Morning, 10, Lease, Stop))).Fault);
        world.Mend();
        Assert.Equal([Key(1)], (await world.Store.TakeDue(Morning, 10, Lease, Stop)).Select(c => c.Key));
    }

    [Fact]
    public async Task A_save_made_from_a_document_that_was_read_before_another_changed_it_is_overtaken()
    {
        await using var world = await Begin();
        var other = await world.Open();
        var change = await world.Change(1, "c");
        Assert.Empty(await other.SavePersons([(Key(1), new Person { Id = "new" })], Stop));
        Assert.Equal([Key(1)], await world.Store.SaveFiles([change], Stop));
        Assert.Equal(("new", "dk/a"), ((await world.Store.Load([Key(1)], Stop))[0].Person!.Id, (await world.Store.Load([Key(1)], Stop))[0].File.OptOuts.Single()));
    }

    [Fact]
    public async Task A_citizen_erased_while_a_line_is_on_its_way_is_named_by_no_line_whoever_comes_first()
    {
        // At which of its requests the saver is when the other process erases; from there on it may also be dead.
        for (var (at, isErased) = (0, true); isErased; at++)
        {
            foreach (var dies in new[] { false, true })
            {
                isErased = false;
                await using var world = await Begin(tries: 0);
                var other = await world.Open();
                var change = await world.Change(1, "c");
                var (sent, isDead) = (-1, false);
                world.Server.Faults = _ =>
                {
                    if (isDead) return Fault.LostRequest;
                    if (Interlocked.Increment(ref sent) != at) return Fault.None;
                    world.Mend();
                    isErased = other.Erase(Key(1), Morning, Stop).GetAwaiter().GetResult().Erased;
                    if (dies) (isDead, world.Server.Faults) = (true, _ => Fault.LostRequest);
                    return Fault.None;
                };
                try
                {
                    await world.Store.SaveFiles([change], Stop);
                }
                catch (StoreException) when (dies)
                {
                    // It is dead.
                }

                world.Mend();
                if (!isErased) break;
                Assert.DoesNotContain(world.Server.Documents("proactive", "log"), d => d.Contains(Key(1).Value, StringComparison.Ordinal));
                await other.Reconcile(Stop);
                Assert.DoesNotContain(world.Server.Documents("proactive", "log"), d => d.Contains(Key(1).Value, StringComparison.Ordinal));
                var saved = (await other.SearchLog(new LogQuery(NoticeId: "c"), Stop).ToListAsync(Stop)).Count;
                var counted = (await other.ReadFigures(CosmosWorld.Day, CosmosWorld.Day, Stop)).Single().Count;
                // Saved before the citizen was erased, or not at all; and the line never without its figure.
                Assert.Equal(saved + 2, counted);
            }
        }
    }

    [Fact]
    public async Task Lines_and_figures_that_could_not_be_brought_are_saved_all_the_same_and_brought_later_by_anybody()
    {
        await using var world = await Begin();
        var other = await world.Open();
        var change = await world.Change(1, "c");
        world.Server.Faults = request => Is(RequestKind.Create, "log")(request) || Is(RequestKind.Create, "records")(request) ? Fault.Unavailable : Fault.None;
        Assert.Empty(await world.Store.SaveFiles([change], Stop));
        world.Mend();
        Assert.Empty(await other.SearchLog(new LogQuery(NoticeId: "c"), Stop).ToListAsync(Stop));
        Assert.Single(Pending(world));

        await Task.WhenAll(other.Reconcile(Stop), world.Store.Reconcile(Stop));
        Assert.Single(await other.SearchLog(new LogQuery(NoticeId: "c"), Stop).ToListAsync(Stop));
        Assert.Equal(3, (await other.ReadFigures(CosmosWorld.Day, CosmosWorld.Day, Stop)).Single().Count);
        Assert.Empty(Pending(world));
    }

    [Fact]
    public async Task The_next_save_brings_what_the_one_before_could_not()
    {
        await using var world = await Begin();
        var change = await world.Change(1, "c");
        world.Server.Faults = request => Is(RequestKind.Create, "log")(request) ? Fault.Unavailable : Fault.None;
        await world.Store.SaveFiles([change], Stop);
        world.Mend();
        await world.Store.SaveFiles([await world.Change(1, "d")], Stop);
        Assert.Equal(["a", "c", "d"], (await world.Store.SearchLog(new LogQuery(Citizen: Key(1)), Stop).ToListAsync(Stop)).Select(l => l.NoticeId));
        Assert.Empty(Pending(world));
    }

    [Fact]
    public async Task What_cannot_be_finished_for_one_citizen_is_for_the_others()
    {
        await using var world = await Begin();
        world.Server.Faults = request => Is(RequestKind.Create, "log")(request) ? Fault.Unavailable : Fault.None;
        await world.Store.SaveFiles([await world.Change(1, "c"), await world.Change(2, "c")], Stop);
        world.Server.Faults = request => Is(RequestKind.Create, "log")(request) && IsAbout(Key(1), request) ? Fault.Unavailable : Fault.None;
        await Assert.ThrowsAsync<StoreException>(() => world.Store.Reconcile(Stop));
        world.Mend();
        Assert.Equal(Key(2), Assert.Single(await world.Store.SearchLog(new LogQuery(NoticeId: "c"), Stop).ToListAsync(Stop)).Citizen);
        await world.Store.Reconcile(Stop);
        Assert.Equal(2, (await world.Store.SearchLog(new LogQuery(NoticeId: "c"), Stop).ToListAsync(Stop)).Count);
    }

    static async Task<CosmosWorld> Begin(int tries = 3)
    {
        var world = await CosmosWorld.Begin(tries);
        await world.Fill();
        return world;
    }

    static Func<HttpRequestMessage, bool> Is(RequestKind kind, string container) =>
        request => CosmosServer.KindOf(request) == kind && request.RequestUri!.AbsolutePath.Contains($"/colls/{container}/", StringComparison.Ordinal);

    static bool IsAbout(CitizenKey citizen, HttpRequestMessage request) => request.Content!.ReadAsStringAsync().GetAwaiter().GetResult().Contains(citizen.Value, StringComparison.Ordinal);

    /// <summary>Does something just before the first such request is carried out.</summary>
    static void Between(CosmosWorld world, Func<HttpRequestMessage, bool> which, Func<Task> what) => world.Server.Faults = request =>
    {
        if (!which(request)) return Fault.None;
        world.Mend();
        what().GetAwaiter().GetResult();
        return Fault.None;
    };

    static HttpRequestMessage Copy(HttpRequestMessage request)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = new ByteArrayContent(request.Content!.ReadAsByteArrayAsync().GetAwaiter().GetResult()) };
        foreach (var (name, values) in request.Headers.NonValidated) copy.Headers.TryAddWithoutValidation(name, values.ToString());
        return copy;
    }

    static IEnumerable<string> Pending(CosmosWorld world) => world.Server.Documents("proactive", "citizens").Where(d => JsonNode.Parse(d)!["pending"] is not null);
}
