using Proactive.Engine.Notices;
using Proactive.Engine.Storage;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

// The delivery log as the administration shows it.
public abstract partial class StoreCompliance
{
    static readonly string[] Guides = ["dk/moving", "dk/new-child", "cz/job-loss"];
    static readonly string?[] Channels = ["email", "letter", null];
    static readonly NoticeState[] States = [NoticeState.Sent, NoticeState.Delivered, NoticeState.Failed];

    [Fact]
    public async Task Pages_of_the_log_come_newest_first_and_end()
    {
        await Write(CitizenFile.Empty(Key(1)), [.. Enumerable.Range(0, 7).Select(n => Line(Key(1), $"{n}", at: Morning.AddMinutes(n)))]);
        var (first, second) = (await Page(new LogQuery(), null, 4), await Page(new LogQuery(), null, 7));
        Assert.Equal(["6", "5", "4", "3"], Notices(first));
        Assert.Equal(["2", "1", "0"], Notices(await Page(new LogQuery(), first.Next, 4)));
        Assert.Null((await Page(new LogQuery(), first.Next, 4)).Next);
        Assert.Null(second.Next);
        Assert.Equal((0, null), ((await Page(new LogQuery(NoticeId: "8"), null, 4)).Lines.Count, (await Page(new LogQuery(NoticeId: "8"), null, 4)).Next));
        Assert.Empty((await Page(new LogQuery(), before: 1_000_000, 4)).Lines);
    }

    [Fact]
    public async Task Lines_of_the_same_moment_come_last_written_first_and_a_line_written_late_stands_where_its_time_is()
    {
        await Write(CitizenFile.Empty(Key(1)), Line(Key(1), "a"), Line(Key(1), "b"), Line(Key(1), "c", at: Morning.AddHours(-1)), Line(Key(1), "d"));
        Assert.Equal("d b a c", string.Join(' ', await PageThrough(new LogQuery(), 1)));
        Assert.Equal("d b a c", string.Join(' ', await PageThrough(new LogQuery(State: NoticeState.Sent), 3)));
        Assert.Equal(["a", "b", "c", "d"], (await Search(new LogQuery())).Select(l => l.NoticeId));
    }

    [Fact]
    public async Task Every_search_finds_the_lines_it_asks_for_and_no_other_page_by_page_and_exported()
    {
        var random = new Random(6);
        var lines = Enumerable.Range(0, 400).Select(n => new LogEntry(
            Morning.AddMinutes(random.Next(300)), Key(random.Next(1, 6)), $"{random.Next(256):x2}{n:x4}", Pick(Guides), NoticeKind.Start, null, Pick(States), Pick(Channels), null)).ToList();
        foreach (var of in lines.GroupBy(l => l.Citizen)) await Write(CitizenFile.Empty(of.Key), [.. of]);
        var written = await Search(new LogQuery());
        Assert.Equal(lines.Count, written.Count);

        // Every combination of what can be asked for, each with something that is there and something that is not.
        for (var asked = 0; asked < 128; asked++)
        {
            for (var missing = 0; missing < 2; missing++)
            {
                var (line, found) = (lines[random.Next(lines.Count)], missing == 0);
                var query = new LogQuery(
                    Has(asked, 0) ? line.Citizen : null, Has(asked, 1) ? line.NoticeId[..random.Next(1, 4)] : null, Has(asked, 2) ? found ? line.State : NoticeState.Held : null,
                    Has(asked, 3) ? line.At : null, Has(asked, 4) ? line.At.AddMinutes(found ? 90 : 0) : null, Has(asked, 5) ? line.Channel ?? "letter" : null, Has(asked, 6) ? found ? line.Guide : "dk/none" : null);
                var wanted = written.Where(query.Matches).ToList();
                Assert.Equal(wanted.Select(l => l.NoticeId), (await Search(query)).Select(l => l.NoticeId));
                // Ordering by time keeps the order of lines of one moment, which have to come the other way round.
                Assert.Equal(Enumerable.Reverse(wanted).OrderByDescending(l => l.At).Select(l => l.NoticeId), await PageThrough(query, 7));
            }
        }

        T Pick<T>(T[] from) => from[random.Next(from.Length)];
    }

    [Fact]
    public async Task Paging_neither_skips_nor_repeats_a_line_while_lines_are_added()
    {
        await Write(CitizenFile.Empty(Key(1)), [.. Enumerable.Range(0, 50).Select(n => Line(Key(1), $"before-{n}", States[n % 3], Morning.AddMinutes(n / 4)))]);
        var round = 0;
        foreach (var query in new[] { new LogQuery(), new LogQuery(State: NoticeState.Failed), new LogQuery(Citizen: Key(1)), new LogQuery(NoticeId: "before"), new LogQuery(Channel: "email", Since: Morning) })
        {
            var wanted = Enumerable.Reverse(await Search(query)).OrderByDescending(l => l.At).Select(l => l.NoticeId).ToList();
            var (seen, page) = (new List<string>(), await Page(query, null, 3));
            while (true)
            {
                seen.AddRange(Notices(page));
                var at = Morning.AddDays(++round);
                await Write(await Load(Key(1)), Line(Key(1), $"before-{round + 50}", NoticeState.Failed, at), Line(Key(1), $"before-{round + 50}", NoticeState.Sent, at));
                if (page.Next is null) break;
                page = await Page(query, page.Next, 3);
            }

            Assert.Equal(wanted, seen);
        }
    }

    static bool Has(int asked, int bit) => (asked >> bit & 1) == 1;

    Task<LogPage> Page(LogQuery query, long? before, int limit) => Store.PageLog(query, before, limit, Stop);

    static IEnumerable<string> Notices(LogPage page) => page.Lines.Select(l => l.NoticeId);

    async Task<List<string>> PageThrough(LogQuery query, int limit)
    {
        var (found, next) = (new List<string>(), (long?)null);
        do
        {
            var page = await Page(query, next, limit);
            found.AddRange(Notices(page));
            next = page.Next;
        }
        while (next is not null);
        return found;
    }
}
