using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;

namespace Proactive.Hosts.Tests.Killing;

/// <summary>What is found when all is over: in the store, and in the mailboxes.</summary>
sealed record Aftermath(IReadOnlyList<string> Breaches, string Figures)
{
    /// <param name="answered">The numbers of the events that were answered with success.</param>
    public static async Task<Aftermath> Of(IStore store, CitizenKeys keys, IReadOnlyCollection<int> answered, Mailboxes mailboxes, int events)
    {
        var citizens = await store.Load([.. Enumerable.Range(0, events).Select(i => keys.Of(Registry.PersonOf(i)))], default);
        var unknown = await store.SearchLog(new LogQuery(State: NoticeState.OutcomeUnknown), default).Select(l => l.NoticeId).ToHashSetAsync();
        var copies = mailboxes.ByNotice;
        var breaches = new List<string>();
        if (answered.Count != events) breaches.Add($"{events - answered.Count} events were never answered with success");
        for (var i = 0; i < events; i++) breaches.AddRange(BreachesOf(i, citizens[i].File, copies, unknown));

        // Whatever was repeated bears the Message-ID of its notice: there is no other.
        var notices = citizens.SelectMany(c => c.File.Notices.Select(n => n.Id)).ToHashSet();
        breaches.AddRange(copies.Select(c => c.Key).Where(id => !notices.Contains(id)).Select(id => $"a mail {id} belongs to no notice"));
        return new Aftermath(breaches, $"{copies.Count(c => c.Count() > 1)} notices arrived twice, {unknown.Count} were of unknown outcome");
    }

    static IEnumerable<string> BreachesOf(int number, CitizenFile file, ILookup<string, string> copies, HashSet<string> unknown)
    {
        if (file.Events.Length != 1) yield return $"event {number} is in its file {file.Events.Length} times";
        if (file.Notices.SingleOrDefault(n => n.Kind == NoticeKind.Start) is not { } start)
        {
            yield return $"event {number} has no notice";
            yield break;
        }

        var arrived = copies[start.Id].ToList();
        if (start.State is not (NoticeState.Sent or NoticeState.OutcomeUnknown)) yield return $"notice {start.Id} is {start.State} ({start.Reason}) in the end";
        if (start.State == NoticeState.Sent && arrived.Count == 0) yield return $"notice {start.Id} is said to be sent and never arrived";
        if (arrived.Count > (unknown.Contains(start.Id) ? 2 : 1)) yield return $"notice {start.Id} arrived {arrived.Count} times, outcome-unknown: {unknown.Contains(start.Id)}";
        if (arrived.Any(to => to != $"p{number}@example.org")) yield return $"notice {start.Id} went to somebody else";
    }

    public void AssertNothingIsWrong(IEnumerable<string> oddities)
    {
        var breaches = oddities.Concat(Breaches).ToList();
        Assert.True(breaches.Count == 0, $"{breaches.Count} breaches:\n{string.Join('\n', breaches.Take(20))}");
    }
}
