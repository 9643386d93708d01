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
        var waiting = new Waiting(payload);
        await _waiting.Writer.WriteAsync(waiting, cancellation);
        return await waiting.Done.Task;
    }

    /// <summary>False if the next caller would have to wait.</summary>
    public bool HasRoom => _waiting.Reader.Count < _maxWaiting;

    async Task Drain()
    {
        var together = new List<Waiting>(MaxInOneCommit);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (together.Count < MaxInOneCommit && _waiting.Reader.TryRead(out var waiting)) together.Add(waiting);
            await Take(together);
            together.Clear();
        }
    }

    async Task Take(List<Waiting> together)
    {
        try
        {
            var receipts = await _flow.Receive([.. together.Select(w => w.Payload)], CancellationToken.None);
            foreach (var (waiting, receipt) in together.Zip(receipts)) waiting.Done.SetResult(receipt);
        }
        catch (Exception failure)
        {
            // The store did not take them: each caller learns it and may send again.
            foreach (var waiting in together) waiting.Done.SetException(failure);
        }
    }

    /// <summary>Takes no more and finishes what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _drained;
    }

    sealed record Waiting(ReadOnlyMemory<byte> Payload)
    {
        // Otherwise the callers' next steps would run here, between two commits.
        public TaskCompletionSource<Receipt> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
