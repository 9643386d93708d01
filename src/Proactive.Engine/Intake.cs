using System.Diagnostics;
using System.Threading.Channels;

namespace Proactive.Engine;

/// <summary>
/// Takes in events from many callers at a time: what has come while a commit was under way goes into the next one together, in the
/// order of arrival. Bounded: when it is full, callers wait; nothing is dropped. Thread-safe.
/// </summary>
public sealed class Intake : IAsyncDisposable
{
    /// <summary>Events that may wait.</summary>
    public const int MaxWaiting = 4096;

    /// <summary>Events that go into one commit at most.</summary>
    public const int MaxInOneCommit = 512;

    readonly Flow _flow;
    readonly int _maxWaiting;
    readonly Channel<Waiting> _waiting;
    readonly Task _drained;

    public Intake(Flow flow, int maxWaiting = MaxWaiting)
    {
        (_flow, _maxWaiting) = (flow, maxWaiting);
        _waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(maxWaiting) { SingleReader = true });
        _drained = Task.Run(Drain);
    }

    /// <summary>Waits for room, and until the event and all it caused are durable. Once it is in, it is not cancelled any more.</summary>
    public async Task<Receipt> Receive(ReadOnlyMemory<byte> payload, CancellationToken cancellation = default)
    {
        var since = Stopwatch.GetTimestamp();
        var waiting = new Waiting(_flow.Read(payload));
        await _waiting.Writer.WriteAsync(waiting, cancellation);
        var receipt = await waiting.Done.Task;
        Telemetry.TakenIn(since);
        return receipt;
    }

    /// <summary>False if the next caller would have to wait.</summary>
    public bool HasRoom => _waiting.Reader.Count < _maxWaiting;

    // While one batch is being saved the next one is planned, as far as it has nothing to do with it.
    async Task Drain()
    {
        var saving = (Touched: Touched.Nothing, Done: Task.CompletedTask);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            var before = saving.Done;
            var together = Together(saving.Touched);
            saving = together.Count == 0 ? (Touched.Nothing, Task.CompletedTask) : (Touched.By(together.Select(w => w.Arrival)), await Plan(together));
            await before;
        }

        await saving.Done;
    }

    // Those that come next, up to the first that has to do with what is being saved: it has to find what that did.
    List<Waiting> Together(Touched touched)
    {
        var together = new List<Waiting>();
        while (together.Count < MaxInOneCommit && _waiting.Reader.TryPeek(out var next) && !touched.HasToDoWith(next.Arrival))
        {
            if (together.Count > 0 && together[0].Arrival.Book != next.Arrival.Book) break;
            _waiting.Reader.TryRead(out _);
            together.Add(next);
        }

        return together;
    }

    // Ends when they are planned, with the task that ends when their callers know.
    async Task<Task> Plan(List<Waiting> together)
    {
        try
        {
            return Save(together, await _flow.Plan([.. together.Select(w => w.Arrival)], together[0].Arrival.Book, CancellationToken.None));
        }
        catch (Exception failure)
        {
            return Fail(together, failure);
        }
    }

    async Task Save(List<Waiting> together, PlannedArrivals planned)
    {
        try
        {
            var receipts = await _flow.Save(planned, CancellationToken.None);
            foreach (var (waiting, receipt) in together.Zip(receipts)) waiting.Done.SetResult(receipt);
        }
        catch (Exception failure)
        {
            await Fail(together, failure);
        }
    }

    // The store did not take them: each caller learns it and may send again.
    static Task Fail(List<Waiting> together, Exception failure)
    {
        foreach (var waiting in together) waiting.Done.SetException(failure);
        return Task.CompletedTask;
    }

    /// <summary>Takes no more and finishes what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _drained;
        await _flow.KeepFigures();
    }

    sealed record Waiting(Arrival Arrival)
    {
        // Otherwise the callers' next steps would run here, between two commits.
        public TaskCompletionSource<Receipt> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
