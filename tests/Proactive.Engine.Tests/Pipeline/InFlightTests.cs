namespace Proactive.Engine.Tests.Pipeline;

public sealed class InFlightTests
{
    [Fact]
    public async Task No_more_are_under_way_than_allowed_and_all_are_done()
    {
        var (left, now, most) = (100, 0, 0);
        var sum = await InFlight.Run<int>(
            7,
            room => Task.FromResult<IReadOnlyList<int>>([.. Enumerable.Range(0, Math.Min(room, left)).Select(_ => left--)]),
            async _ =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                await Task.Yield();
                Interlocked.Decrement(ref now);
                return 1;
            });
        Assert.Equal(100, sum);
        Assert.InRange(most, 1, 7);
    }

    [Fact]
    public async Task When_one_breaks_nothing_more_is_taken_and_the_others_are_finished()
    {
        var (taken, finished) = (0, 0);
        var slow = new TaskCompletionSource();
        var run = InFlight.Run<int>(
            3,
            room => Task.FromResult<IReadOnlyList<int>>([.. Enumerable.Range(0, room).Select(_ => taken++)]),
            async number =>
            {
                if (number == 0) throw new IOException("The disk is full.");
                await slow.Task;
                finished++;
                return 1;
            });
        Assert.False(run.IsCompleted);
        slow.SetResult();
        await Assert.ThrowsAsync<IOException>(() => run);
        Assert.Equal((3, 2), (taken, finished));
    }

    [Fact]
    public async Task Several_failures_come_together()
    {
        var waiting = new Queue<IReadOnlyList<int>>([[1, 2], []]);
        var failure = await Assert.ThrowsAsync<AggregateException>(() => InFlight.Run<int>(
            2,
            _ => Task.FromResult(waiting.Dequeue()),
            async number =>
            {
                await Task.Yield();
                throw new IOException($"{number}");
            }));
        Assert.Equal(2, failure.InnerExceptions.Count);
    }

    [Fact]
    public async Task When_all_are_stopped_it_is_told_as_one_and_a_failure_among_them_is_not_hidden()
    {
        static Task<int> Run(params Exception[] failures)
        {
            var waiting = new Queue<IReadOnlyList<Exception>>([failures, []]);
            return InFlight.Run<Exception>(5, _ => Task.FromResult(waiting.Dequeue()), Task.FromException<int>);
        }

        await Assert.ThrowsAsync<OperationCanceledException>(() => Run(new OperationCanceledException(), new OperationCanceledException()));
        await Assert.ThrowsAsync<IOException>(() => Run(new OperationCanceledException(), new IOException("The disk is full."), new OperationCanceledException()));
    }
}
