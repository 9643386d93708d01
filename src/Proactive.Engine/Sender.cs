using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Notices;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;
using Proactive.Engine.Visits;

namespace Proactive.Engine;

/// <summary>Sends what one citizen is due: take, render, deliver, record.</summary>
sealed class Sender(
    IStore store, CitizenChanges files, RuleBooks rules, TemplateSet templates, IReadOnlyList<IChannel> channels, CitizenKeys keys,
    BounceWatch bounces, TimeProvider clock, FlowOptions options)
{
    readonly ReaderSearch _readers = new(store, keys);

    DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Returns how many messages were tried.</summary>
    public async Task<int> Send(Citizen citizen, CancellationToken cancellation)
    {
        if (citizen.Erased) return 0;
        var shelf = await rules.ShelfFor(citizen.File, rules.Current, cancellation);
        var readers = await _readers.Find(citizen, cancellation);
        var taken = await Enter(citizen.File.TakeDue(readers, shelf, channels, Now), cancellation);
        var attempts = taken.ToHandOver().ToList();
        var links = NewLinks(taken, attempts, shelf, readers);
        taken = links.Values.Aggregate(taken, (f, link) => f.Add(link.Kept, Now));
        // The attempts are durable before any channel is spoken to. If the file or the person changed meanwhile, all is decided anew.
        var file = await files.TrySave(
            citizen.File, taken, shelf, attempts.Count > 0 ? Now + options.Lease : Now, cancellation, [.. links.Values.Select(l => GuideLink.ConcernOf(l.Kept.Hash))]);
        if (file is null) return await Send((await store.Load([citizen.Key], cancellation))[0], cancellation);

        var overtaken = false;
        foreach (var attempt in attempts)
        {
            // Where something changed while the one before was under way, the rest is looked at anew.
            var link = links.GetValueOrDefault(attempt);
            var outcome = overtaken ? null : await Deliver(taken, attempt, link?.Page, shelf, readers, cancellation);
            var heldUntil = attempt == attempts[^1] ? Now : (DateTimeOffset?)null;
            // Not cancelled any more: what has happened is recorded.
            var recorded = await files.Change(file, shelf.Current, (current, books) => Recorded(link is null || MayBeRead(outcome) ? current : current.Close(link.Kept), attempt, outcome, books), heldUntil, CancellationToken.None);
            // Erased while the message was under way: there is nothing left to record it in.
            if (recorded is null) break;
            if (outcome is Outcome.Delivered) bounces.Sent(Now);
            overtaken |= recorded.Version > file.Version + 1;
            file = recorded;
        }

        return attempts.Count;
    }

    CitizenFile Recorded(CitizenFile file, Attempt attempt, Outcome? outcome, RuleShelf shelf) =>
        outcome is null ? file.Postpone(attempt, Now, "stopped") : file.Record(attempt, outcome, shelf, Now);

    // A link in a message that nobody has opens nothing.
    static bool MayBeRead(Outcome? outcome) => outcome is Outcome.Delivered or Outcome.Unknown;

    // Null if it was cancelled before anything was handed over.
    async Task<Outcome?> Deliver(CitizenFile file, Attempt attempt, Uri? page, RuleShelf shelf, Readers readers, CancellationToken cancellation)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            var telling = TellingOf(file, attempt, page, shelf, readers);
            var rendered = templates.Render(telling, Now);
            return rendered.Message is { } message ? await Telemetry.Handover(attempt.Channel, () => ChannelOf(attempt).Deliver(message, telling.Reader, cancellation)) : new Outcome.GiveUp(rendered.Failure!);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    // A relay that is down takes no attempts; its notices wait until it may be tried.
    async Task<CitizenFile> Enter(CitizenFile taken, CancellationToken cancellation)
    {
        foreach (var attempt in taken.ToHandOver().ToList())
            if (await ChannelOf(attempt).Enter(cancellation) is var wait && wait > TimeSpan.Zero) taken = taken.Postpone(attempt, Now + wait, "relay-down");
        return taken;
    }

    IChannel ChannelOf(Attempt attempt) => channels.First(c => c.Name == attempt.Channel);

    static Part PartOf(CitizenFile file, Notice notice, RuleShelf shelf)
    {
        var journey = file.Journeys.First(j => j.Id == notice.JourneyId);
        return new Part(notice, journey, shelf.Guide(journey.RuleBook, journey.Guide)!, file.ToldBefore(notice));
    }

    static List<Part> PartsOf(CitizenFile file, Attempt attempt, RuleShelf shelf)
    {
        var notices = file.Notices.Where(n => n.Id == attempt.NoticeId || (n.ToldIn == attempt.NoticeId && n.State == NoticeState.Sending)).OrderBy(n => n.ToldIn is not null);
        return [.. notices.Select(n => PartOf(file, n, shelf))];
    }

    static Person ReaderOf(Guide guide, Readers readers, DateTimeOffset at) => Guards.Judge(guide, readers, guide.Country.Today(at)) is Verdict.Pass pass ? pass.Reader : readers.Citizen!;

    // Every message that tells a list has a link to it of its own. Where it leads stands in the message and nowhere else.
    Dictionary<Attempt, NewLink> NewLinks(CitizenFile file, IReadOnlyList<Attempt> attempts, RuleShelf shelf, Readers readers)
    {
        var links = new Dictionary<Attempt, NewLink>();
        if (options.PublicUrl is null) return links;
        foreach (var attempt in attempts.Where(a => a.Channel != ChannelName.TextMessage))
        {
            var parts = PartsOf(file, attempt, shelf);
            if (!parts[0].Notice.Kind.TellsSteps()) continue;
            var token = GuideLink.TokenOf(options.Random(GuideLink.Bytes));
            var reader = keys.Of(ReaderOf(parts[0].Guide, readers, attempt.At).Id);
            links.Add(attempt, new NewLink(Page($"guide/{token}"), new GuideLink(GuideLink.HashOf(token), reader, [.. parts.Select(p => p.Journey.Id)], Now + options.LinkLife)));
        }

        return links;
    }

    Uri Page(string path) => new($"{options.PublicUrl!.AbsoluteUri.TrimEnd('/')}/{path}");

    Telling TellingOf(CitizenFile file, Attempt attempt, Uri? page, RuleShelf shelf, Readers readers)
    {
        var parts = PartsOf(file, attempt, shelf);
        var (subject, guide) = (readers.Citizen!, parts[0].Guide);
        // The last look before something leaves the house: whose file this is, and whose words these are.
        if (keys.Of(subject.Id) != file.Key) throw new InvalidOperationException("A citizen's file was loaded with somebody else's person; nothing was sent.");
        var unsubscribe = options.PublicUrl is not null && parts is [{ Guide.Mandatory: false }] ? Page($"unsubscribe/{keys.OptOuts.Of(file.Key, guide.Id)}") : null;
        return new Telling(attempt.Channel, ReaderOf(guide, readers, attempt.At), subject, parts, unsubscribe, page);
    }

    sealed record NewLink(Uri Page, GuideLink Kept);
}
