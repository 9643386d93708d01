using Azure.Messaging.ServiceBus;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Functions.Wiring;

namespace Proactive.Functions.Queues;

/// <summary>
/// Has citizens called when they are due, by scheduled messages that name nobody but a citizen key. The bus never keeps a file from
/// being saved: what it does not take, the sweep finds. Thread-safe.
/// </summary>
public sealed class ServiceBusWakeUps(ServiceBusSender sender, TimeProvider clock, Trouble trouble)
{
    /// <summary>What lies further ahead is left to the sweep: scheduled messages count towards the size of the queue.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(14);

    // How long the bus is left alone after it failed. Every save would wait for it otherwise.
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    // Far below what one request may hold.
    const int MostInOneRequest = 200;

    long _restsUntil;

    public WakeUps WakeUps => new(Order, Cancel);

    /// <summary>The citizen whom a message calls; null if it names none.</summary>
    public static CitizenKey? CitizenOf(ServiceBusReceivedMessage message) => string.IsNullOrEmpty(message.Subject) ? null : new CitizenKey(message.Subject);

    async Task<IReadOnlyList<long?>> Order(IReadOnlyList<(CitizenKey Citizen, DateTimeOffset At)> calls, CancellationToken cancellation)
    {
        var (numbers, horizon) = (new long?[calls.Count], clock.GetUtcNow() + Horizon);
        // One request schedules for one moment only.
        var requests = Enumerable.Range(0, calls.Count).Where(i => calls[i].At <= horizon).GroupBy(i => MomentAfter(calls[i].At))
            .SelectMany(moment => moment.Chunk(MostInOneRequest).Select(some => (At: moment.Key, Calls: some)));
        await Task.WhenAll(requests.Select(request => Tolerated("Wake-ups were not ordered; the sweep finds who is due", async () =>
        {
            var given = await sender.ScheduleMessagesAsync(request.Calls.Select(i => Message(calls[i].Citizen)), request.At, cancellation);
            foreach (var (call, number) in request.Calls.Zip(given)) numbers[call] = number;
        }, cancellation)));
        return numbers;
    }

    Task Cancel(IReadOnlyList<long> numbers, CancellationToken cancellation) => Task.WhenAll(numbers.Chunk(MostInOneRequest).Select(some =>
        Tolerated("Wake-ups were not cancelled; they will find nothing to do", () => Cancel(some, cancellation), cancellation)));

    // One that is gone keeps the service from cancelling those it was asked for together with it.
    async Task Cancel(long[] numbers, CancellationToken cancellation)
    {
        try
        {
            await sender.CancelScheduledMessagesAsync(numbers, cancellation);
        }
        catch (ServiceBusException gone) when (gone.Reason == ServiceBusFailureReason.MessageNotFound)
        {
            if (numbers.Length > 1) await Task.WhenAll(numbers.Select(number => Cancel([number], cancellation)));
        }
    }

    async Task Tolerated(string otherwise, Func<Task> ask, CancellationToken cancellation)
    {
        if (clock.GetUtcNow().UtcTicks < Interlocked.Read(ref _restsUntil)) return;
        try
        {
            await ask();
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            Interlocked.Exchange(ref _restsUntil, (clock.GetUtcNow() + Rest).UtcTicks);
            trouble.Tell(otherwise, failure);
        }
    }

    // The platform logs the id of each message, so it says nothing; the subject it does not log.
    static ServiceBusMessage Message(CitizenKey citizen) => new() { Subject = citizen.Value, MessageId = Guid.NewGuid().ToString("N") };

    // Never too early, though the clocks of bus and store differ a little; and one moment for all who are due within a second.
    static DateTimeOffset MomentAfter(DateTimeOffset at)
    {
        var second = (at.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;
        return new DateTimeOffset((second + 1) * TimeSpan.TicksPerSecond, TimeSpan.Zero);
    }
}
