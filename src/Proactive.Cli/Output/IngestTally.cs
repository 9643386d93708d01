using Proactive.Engine;

namespace Proactive.Cli.Output;

/// <summary>Counts what became of events, and says at once what was not accepted and why.</summary>
/// <param name="say">Where a line for people goes.</param>
sealed class IngestTally(Action<string> say)
{
    /// <summary>Lines for one reason; a flood of the same is summed up at the end.</summary>
    const int MostLines = 100;

    readonly SortedDictionary<string, int> _reasons = new(StringComparer.Ordinal);
    int _accepted, _duplicate, _held, _rejected, _journeys, _notices;

    /// <summary>Events that are safe in the store, with all they caused.</summary>
    public int Total => _accepted + _duplicate + _held + _rejected;

    /// <summary>True if nothing was rejected and nothing waits for somebody.</summary>
    public bool IsFine => _rejected + _held == 0;

    /// <param name="number">Which event, counted from 1.</param>
    public void Add(int number, Receipt receipt)
    {
        _journeys += receipt.Journeys;
        _notices += receipt.Notices;
        switch (receipt.Status)
        {
            case ReceiptStatus.Accepted:
                _accepted++;
                break;
            case ReceiptStatus.Duplicate:
                _duplicate++;
                break;
            case ReceiptStatus.Held:
                _held++;
                Say($"held: {receipt.Rejection!.Code}", $"event {number}: held: {receipt.Rejection} (kept as {receipt.RejectedId})");
                break;
            case ReceiptStatus.Rejected:
                _rejected++;
                Say(receipt.Rejection!.Code, $"event {number}: {receipt.Rejection} (kept as {receipt.RejectedId})");
                break;
        }

        foreach (var failure in receipt.Failures)
            Say($"{failure.Guide}/{failure.Step} could not be decided", $"event {number}: {failure.Guide}/{failure.Step} could not be decided: {failure.Message}");
    }

    public void Print()
    {
        foreach (var (reason, count) in _reasons.Where(r => r.Value > MostLines))
            Console.Error.WriteLine($"and {Format.Count(count - MostLines, "more event")}: {reason}; 'proactive rejected list' shows what is kept");
        Console.Out.WriteLine($"accepted   {_accepted}");
        Console.Out.WriteLine($"duplicate  {_duplicate}");
        Console.Out.WriteLine($"held       {_held}");
        Console.Out.WriteLine($"rejected   {_rejected}");
        Console.Out.WriteLine($"journeys   {_journeys} changed");
        Console.Out.WriteLine($"notices    {_notices} planned");
    }

    void Say(string reason, string line)
    {
        _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
        if (_reasons[reason] <= MostLines) say(line);
    }
}
