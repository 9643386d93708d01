using Proactive.Cli.Output;
using Proactive.Engine;
using Proactive.Engine.Events;
using Proactive.Engine.Storage;

namespace Proactive.Cli;

/// <summary>Hands the events of a stream to the flow, many at a time so that they share commits, and says in their order what became of each.</summary>
sealed class Ingestion(Flow flow, IngestTally tally, Action<int> taken)
{
    const int MaxUnderWay = 2048;

    readonly Queue<(ReadOnlyMemory<byte> Payload, Task<Receipt> Receipt)> _underWay = new();
    int _settled;

    /// <summary>Events read so far.</summary>
    public int Read { get; private set; }

    /// <summary>Events that were read and of which nobody can promise that they were taken in.</summary>
    public int Unconfirmed { get; private set; }

    /// <summary>True if it was cancelled before the end of the stream.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>What broke: nothing was read any more after that.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Until the end of the stream, a failure or cancellation; what was handed over by then is finished and told in each case.</summary>
    public async Task Run(Stream source, CancellationToken cancellation)
    {
        await using var intake = new Intake(flow);
        var events = EventStream.Split(source, cancellation).GetAsyncEnumerator(cancellation);
        while (await MoveNext(events, cancellation))
        {
            Read++;
            // Not cancelled any more: what is handed over is finished.
            _underWay.Enqueue((events.Current, intake.Receive(events.Current, CancellationToken.None)));
            await Settle(MaxUnderWay);
        }

        await Settle(0);
    }

    async Task<bool> MoveNext(IAsyncEnumerator<ReadOnlyMemory<byte>> events, CancellationToken cancellation)
    {
        try
        {
            if (Failure is not null) return false;
            cancellation.ThrowIfCancellationRequested();
            var next = events.MoveNextAsync();
            return next.IsCompleted ? await next : await Wait(next.AsTask(), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            IsStopped = true;
            return false;
        }
        catch (IOException unreadable)
        {
            Failure = unreadable;
            return false;
        }
    }

    // Standard input cannot be interrupted while it waits for more; it is left waiting.
    async Task<bool> Wait(Task<bool> next, CancellationToken cancellation)
    {
        while (!next.IsCompleted && _underWay.TryPeek(out var first))
        {
            await Task.WhenAny(next, first.Receipt).WaitAsync(cancellation);
            await Settle(MaxUnderWay);
        }

        return await next.WaitAsync(cancellation);
    }

    // Waits until no more than so many are under way; those that are done already are told in any case.
    async Task Settle(int most)
    {
        while (_underWay.TryPeek(out var first) && (_underWay.Count > most || first.Receipt.IsCompleted))
        {
            _underWay.Dequeue();
            _settled++;
            try
            {
                tally.Add(_settled, await first.Receipt);
            }
            catch (StoreException broken)
            {
                Failure ??= broken;
                Unconfirmed++;
            }

            taken(first.Payload.Length);
        }
    }
}
