namespace Proactive.Cosmos.Database;

/// <summary>The further tries of one operation, with longer and longer pauses between them. In the machine's time, as the SDK's own waits are: a rehearsed clock would stand still.</summary>
sealed class Tries(CosmosOptions options)
{
    int _left = options.Tries;
    TimeSpan _pause = options.Pause;

    /// <summary>Waits before the next try, or throws what the last one failed with.</summary>
    public async Task After(ServiceFailure failure, CancellationToken cancellation)
    {
        if (!failure.IsUncertain || _left-- <= 0) throw failure;
        // Not all who failed at the same moment come again at the same moment.
        await Task.Delay(_pause * (0.5 + options.Random()), cancellation);
        _pause *= 2;
    }
}
