using System.Collections.Concurrent;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;
using Proactive.Testing;

namespace Proactive.Adapters.Tests;

/// <summary>The messages that the shipped life events send in their own tests: everything that citizens can get, in real words.</summary>
static class ShippedNotices
{
    static readonly ConcurrentDictionary<(string Country, string Channel), Task<IReadOnlyList<(string Guide, Message Message)>>> Told = new();

    /// <param name="country">E.g. <c>dk</c>.</param>
    /// <param name="channel">By which they are told, as life events name it.</param>
    public static Task<IReadOnlyList<(string Guide, Message Message)>> Of(string country, string channel) => Told.GetOrAdd((country, channel), static told => Tell(told.Country, told.Channel));

    static async Task<IReadOnlyList<(string Guide, Message Message)>> Tell(string country, string channel)
    {
        var (tests, problems) = RuleTestReader.Read(Repository.RuleFolder, Repository.RuleBook);
        Assert.Empty(problems);
        var messages = new List<(string, Message)>();
        foreach (var test in tests.Where(t => t.Guide.Id.StartsWith(country + "/", StringComparison.Ordinal)))
            foreach (var language in test.Guide.Country.Languages)
                messages.AddRange((await Messages(test, channel, language)).Select(m => (test.Guide.Id, m)));
        return messages;
    }

    static async Task<IReadOnlyList<Message>> Messages(RuleTest test, string channel, string language)
    {
        await using var store = new MemoryStore();
        var keys = new CitizenKeys(new byte[32]);
        var country = test.Guide.Country;
        DateTimeOffset Instant(DateTime local) => new(local, country.Zone.GetUtcOffset(local));
        var clock = new SimulatedClock(Instant(test.Events[0].At));
        var recorder = new RecordingChannel(channel);
        var flow = new Flow(await RuleBooks.Begin(store, Repository.RuleBook, Repository.RuleFolder), Repository.Templates, store, [recorder], keys, clock);
        var lapse = new TimeLapse(flow, store, clock);
        await store.SavePersons([.. test.Others.Append(test.Citizen.Id).Select(id => (keys.Of(id), Reader(test.Citizen with { Id = id }, channel, language)))], CancellationToken.None);
        foreach (var (at, json) in test.Events)
        {
            await lapse.Until(Instant(at));
            await flow.Receive(json);
        }

        await lapse.Until(clock.GetUtcNow() + TimeSpan.FromDays(200));
        return recorder.Messages;
    }

    static Person Reader(Person person, string channel, string language) => person with { Name = "Søren Ægidius Žluťoučký", Language = language, Channels = [channel] };
}
