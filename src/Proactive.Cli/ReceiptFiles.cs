using Proactive.Channels.Email;
using Proactive.Channels.Gateways;
using Proactive.Engine;
using Proactive.Engine.Delivery;
using Proactive.Engine.Storage;
using Proactive.Web.Registries;

namespace Proactive.Cli;

/// <summary>
/// Bounces and receipts that lie as files in a folder, one a file, put there whole (written elsewhere on the disk, then moved). One
/// that was taken in is deleted, because a bounce names an address; one that cannot be read is moved to <c>unreadable</c> beside it.
/// </summary>
sealed class ReceiptFiles(Flow flow, TimeProvider clock, Action<string> tell)
{
    /// <summary>Who reads what, in this order.</summary>
    public static IReadOnlyList<ReportReader> Readers { get; } = [BounceReport.Read, GatewayReceipt.Read];

    /// <summary>How many there were of each; a file may hold several.</summary>
    public sealed record Tally(int Applied, int Known, int Kept, int Unreadable)
    {
        public int Files { get; init; }
    }

    public async Task<Tally> Take(string folder, CancellationToken cancellation)
    {
        var tally = new Tally(0, 0, 0, 0);
        if (!Directory.Exists(folder)) return tally;
        foreach (var file in Directory.EnumerateFiles(folder).Where(f => !Path.GetFileName(f).StartsWith('.')).Order(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            tally = await TakeOne(file, tally, cancellation) with { Files = tally.Files + 1 };
        }

        return tally;
    }

    async Task<Tally> TakeOne(string file, Tally tally, CancellationToken cancellation)
    {
        var read = new FileInfo(file).Length > Receipts.MaxBytes ? ReportRead.Unreadable($"it is larger than {Receipts.MaxBytes / 1024} KB") : Read(await File.ReadAllBytesAsync(file, cancellation));
        if (read.Problem is { } problem)
        {
            var aside = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(file)!, "unreadable")).FullName;
            // Another of the same name may lie there; nothing is lost.
            var place = Path.Combine(aside, Path.GetFileName(file));
            for (var number = 2; File.Exists(place); number++) place = Path.Combine(aside, $"{number}-{Path.GetFileName(file)}");
            File.Move(file, place);
            tell($"A receipt cannot be read: {problem}. It lies in {aside}.");
            return tally with { Unreadable = tally.Unreadable + 1 };
        }

        foreach (var report in read.Reports)
        {
            tally = await flow.Report(report, cancellation) switch
            {
                ReportEffect.Applied => tally with { Applied = tally.Applied + 1 },
                ReportEffect.None => tally with { Known = tally.Known + 1 },
                _ => tally with { Kept = tally.Kept + 1 },
            };
        }

        File.Delete(file);
        return tally;
    }

    ReportRead Read(byte[] bytes) =>
        Readers.Select(reader => reader("", bytes, clock.GetUtcNow())).FirstOrDefault(r => r is not null) ?? ReportRead.Unreadable("it is neither a delivery status notification (RFC 3464) nor a gateway's JSON");
}
