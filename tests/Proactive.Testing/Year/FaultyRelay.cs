using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;

namespace Proactive.Testing.Year;

/// <summary>A message that a relay has taken over, and the person as the engine knew them then.</summary>
public sealed record Accepted(string NoticeId, Person Person, DateTimeOffset At, string Channel);

/// <summary>A relay that takes messages, refuses them, is down, leaves it open whether it took them, or sends them back; and in which the process dies before, between and after.</summary>
/// <param name="report">Told what became of some messages later.</param>
/// <param name="read">Given what was taken over, as its reader gets it.</param>
public sealed class FaultyRelay(string name, Chaos chaos, TimeProvider clock, List<Accepted> accepted, Action<DeliveryReport> report, Func<Message, Task> read) : IChannel
{
    public string Name => name;

    public string? AddressOf(Person person) => name == "letter" ? "an address" : person.Email;

    public ValueTask<TimeSpan> Enter(CancellationToken cancellation) => ValueTask.FromResult(chaos.Strikes(0.05) ? TimeSpan.FromMinutes(5) : TimeSpan.Zero);

    public async Task<Outcome> Deliver(Message message, Person person, CancellationToken cancellation)
    {
        chaos.CrashPoint(0.01);
        if (chaos.Strikes(0.1)) return new Outcome.TryAgain("deferred-451");
        if (chaos.Strikes(0.03)) return new Outcome.GiveUp("refused-550");
        if (chaos.Strikes(0.02)) return new Outcome.Unknown("connection-lost-after-data");
        accepted.Add(new Accepted(message.NoticeId, person, clock.GetUtcNow(), name));
        await read(message);
        if (chaos.Strikes(0.06)) report(new DeliveryReport(message.NoticeId, name, ReportedResult.Bounced, chaos.Strikes(0.5) ? "5.1.1" : "4.4.7", clock.GetUtcNow()));
        else if (chaos.Strikes(0.1)) report(new DeliveryReport(message.NoticeId, name, ReportedResult.Delivered, "2.0.0", clock.GetUtcNow()));
        chaos.CrashPoint(0.01);
        return chaos.Strikes(0.02) ? new Outcome.Unknown("connection-lost-after-data") : new Outcome.Delivered("smtp-250");
    }
}
