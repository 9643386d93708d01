using System.Text.Json;
using Proactive.Engine.Delivery;
using Proactive.Engine.Events;
using Proactive.Engine.Storage;

namespace Proactive.Engine;

/// <summary>Takes in what relays and gateways report about deliveries. A report that overtakes our own record of the delivery is kept and tried again; one that stays without a notice waits for a person.</summary>
sealed class Reports(IStore store, CitizenChanges files, RuleBooks rules, BounceWatch bounces, Holds holds, TimeProvider clock)
{
    /// <summary>The type under which reports are kept among the rejected events.</summary>
    const string Type = "proactive.delivery-report.v1";

    const int MostTries = 5;
    static readonly TimeSpan BetweenTries = TimeSpan.FromMinutes(1);
    static readonly Rejection Unknown = new(RejectionReason.UnknownNotice, "", "no notice with this id was handed over by this channel; the report is tried again for some minutes, then it waits here");

    DateTimeOffset Now => clock.GetUtcNow();

    public static bool Is(RejectedEvent kept) => kept.Rejection.Reason == RejectionReason.UnknownNotice;

    public async Task<ReportEffect> Receive(DeliveryReport report, CancellationToken cancellation)
    {
        var effect = await Apply(report, cancellation);
        if (effect == ReportEffect.TooEarly) await Keep(JsonSerializer.SerializeToUtf8Bytes(report, BodyJson.Default.DeliveryReport), 0, cancellation);
        return effect;
    }

    /// <summary>Takes in a report again that was kept.</summary>
    public async Task<Receipt> ReceiveAgain(RejectedEvent kept, CancellationToken cancellation)
    {
        var effect = await Apply(ReportOf(kept), cancellation);
        if (effect == ReportEffect.TooEarly) await Keep(kept.Payload, kept.Tries + 1, cancellation);
        else await store.RemoveRejected(kept.Id, cancellation);
        return ReceiptOf(kept, effect);
    }

    /// <summary>What <see cref="ReceiveAgain"/> would answer. Writes nothing.</summary>
    public async Task<Receipt> Examine(RejectedEvent kept, CancellationToken cancellation)
    {
        var report = ReportOf(kept);
        return ReceiptOf(kept, await Find(report.NoticeId, cancellation) is { } citizen ? citizen.File.Report(report, Now).Effect : ReportEffect.TooEarly);
    }

    async Task<ReportEffect> Apply(DeliveryReport report, CancellationToken cancellation)
    {
        if (await Find(report.NoticeId, cancellation) is not { } citizen) return ReportEffect.TooEarly;
        var effect = citizen.Erased ? ReportEffect.None : citizen.File.Report(report, Now).Effect;
        if (effect != ReportEffect.Applied) return effect;
        await files.Change(citizen.File, rules.Current, (file, _) =>
        {
            (file, effect) = file.Report(report, Now);
            return file;
        }, null, cancellation);
        if (effect == ReportEffect.Applied && report.Result == ReportedResult.Bounced && bounces.IsFlood(Now)) await holds.Put(new Hold("many-bounces", Now), cancellation);
        return effect;
    }

    // The delivery log knows whose notice it is, once anything has become of it.
    async Task<Citizen?> Find(string noticeId, CancellationToken cancellation)
    {
        var line = await store.SearchLog(new LogQuery(NoticeId: noticeId), cancellation).FirstOrDefaultAsync(l => l.NoticeId == noticeId, cancellation);
        return line is null ? null : (await store.Load([line.Citizen], cancellation))[0];
    }

    Task Keep(ReadOnlyMemory<byte> payload, int tries, CancellationToken cancellation) =>
        store.KeepRejected([new RejectedEvent(RejectedEvent.IdOf(payload), Now, Unknown, Type, null, null, payload, tries, tries < MostTries ? Now + BetweenTries : null)], cancellation);

    static DeliveryReport ReportOf(RejectedEvent kept) => JsonSerializer.Deserialize(kept.Payload.Span, BodyJson.Default.DeliveryReport)!;

    static Receipt ReceiptOf(RejectedEvent kept, ReportEffect effect) => effect == ReportEffect.TooEarly
        ? new Receipt(ReceiptStatus.Rejected, null, Unknown, kept.Id) : new Receipt(effect == ReportEffect.Applied ? ReceiptStatus.Accepted : ReceiptStatus.Duplicate, null, null);
}
