using System.Globalization;
using Proactive.Cosmos.Database;
using Proactive.Cosmos.Documents;
using Proactive.Engine.Storage;

namespace Proactive.Cosmos.Records;

/// <summary>Searches in the delivery log.</summary>
sealed class DeliveryLog(DocumentSet<LogDocument> log)
{
    /// <summary>In the order of writing.</summary>
    public IAsyncEnumerable<LogEntry> Export(LogQuery query, CancellationToken cancellation) =>
        log.Find(Conditions(new Search(), query).OrderBy("c.n"), cancellation).Select(line => line.Entry());

    /// <summary>Up to <paramref name="limit"/> lines, the newest first.</summary>
    /// <param name="before">The number of the last line of the page before.</param>
    public async Task<LogPage> Page(LogQuery query, long? before, int limit, CancellationToken cancellation)
    {
        var place = before is { } number ? await PlaceOf(number, cancellation) : null;
        if (before is not null && place is null) return new LogPage([], null);
        var search = Conditions(new Search { Page = Math.Min(limit + 1, 500) }, query).Where("c.place < @", place).OrderBy("c.place DESC");
        var found = await log.Find(search, cancellation).Take(limit + 1).ToListAsync(cancellation);
        return new LogPage([.. found.Take(limit).Select(l => l.Entry())], found.Count > limit ? long.Parse(found[limit - 1].N, CultureInfo.InvariantCulture) : null);
    }

    async Task<string?> PlaceOf(long number, CancellationToken cancellation)
    {
        var search = new Search("c.place").Where("c.n = @", number.ToString("d19", CultureInfo.InvariantCulture));
        return (await log.Find(search, cancellation).FirstOrDefaultAsync(cancellation))?.Place;
    }

    // A place begins with its moment.
    static Search Conditions(Search search, LogQuery query) => search
        .Where("c.citizen = @", query.Citizen?.Value)
        .Where("STARTSWITH(c.notice, @)", query.NoticeId)
        .Where("c.state = @", query.State?.ToString())
        .Where("c.channel = @", query.Channel)
        .Where("c.guide = @", query.Guide)
        .Where("c.place >= @", Moment.Of(query.Since))
        .Where("c.place < @", Moment.Of(query.Until));
}
