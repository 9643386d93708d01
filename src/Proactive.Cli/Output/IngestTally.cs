using Proactive.Engine;

namespace Proactive.Cli.Output;

/// <summary>Counts what became of events, and says at once what was rejected and why.</summary>
sealed class IngestTally
{
    int _accepted, _duplicate, _journeys, _notices, _number;

    public int Rejected { get; private set; }

    public void Add(Receipt receipt)
    {
        _number++;
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
            case ReceiptStatus.Rejected:
                Rejected++;
                Console.Error.WriteLine($"event {_number}: {receipt.Rejection} (kept as {receipt.RejectedId})");
                break;
        }

        foreach (var failure in receipt.Failures)
            Console.Error.WriteLine($"event {_number}: {failure.Guide}/{failure.Step} could not be decided: {failure.Message}");
    }

    public void Print()
    {
        Console.Out.WriteLine($"accepted   {_accepted}");
        Console.Out.WriteLine($"duplicate  {_duplicate}");
        Console.Out.WriteLine($"rejected   {Rejected}");
        Console.Out.WriteLine($"journeys   {_journeys} changed");
        Console.Out.WriteLine($"notices    {_notices} planned");
    }
}
