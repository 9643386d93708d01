using Proactive.Engine.Notices;
using Proactive.Engine.Storage;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

public abstract partial class StoreCompliance
{
    [Fact]
    public async Task Log_lines_come_back_as_they_were()
    {
        LogEntry[] lines =
        [
            new(Morning.AddTicks(1), Key(1), "n-1", "dk/moving", NoticeKind.Reminder, "report-address", NoticeState.Failed, "email", "tries-used-up"),
            new(Morning.AddTicks(2), Key(1), "n-2", "cz/job-loss", NoticeKind.Completion, null, NoticeState.Suppressed, null, null),
        ];
        await Write(CitizenFile.Empty(Key(1)), lines);
        Assert.Equal(lines, await Search(new LogQuery()));
    }

    [Fact]
    public async Task The_log_is_written_with_its_change_and_not_with_one_that_was_overtaken()
    {
        await Write(CitizenFile.Empty(Key(1)), Line(Key(1), "first"));
        await Write(CitizenFile.Empty(Key(1)), Line(Key(1), "overtaken"));
        Assert.Equal(["first"], (await Search(new LogQuery())).Select(l => l.NoticeId));
    }

    [Fact]
    public async Task The_log_is_searched_by_citizen_notice_state_and_time()
    {
        var at = Morning;
        await Write(CitizenFile.Empty(Key(1)), Line(Key(1), "a", NoticeState.Planned, at), Line(Key(1), "a", NoticeState.Sent, at.AddHours(1)));
        await Write(CitizenFile.Empty(Key(2)), Line(Key(2), "b", NoticeState.Sent, at.AddHours(2)), Line(Key(2), "c", NoticeState.Failed, at.AddHours(3)));

        async Task<string> Found(LogQuery query) => string.Join(' ', (await Search(query)).Select(l => $"{l.NoticeId}:{l.State}"));
        Assert.Equal("a:Planned a:Sent b:Sent c:Failed", await Found(new LogQuery()));
        Assert.Equal("a:Planned a:Sent", await Found(new LogQuery(Citizen: Key(1))));
        Assert.Equal("b:Sent", await Found(new LogQuery(NoticeId: "b")));
        Assert.Equal("a:Sent b:Sent", await Found(new LogQuery(State: NoticeState.Sent)));
        Assert.Equal("b:Sent c:Failed", await Found(new LogQuery(Since: at.AddHours(2))));
        Assert.Equal("b:Sent", await Found(new LogQuery(Key(2), "b", NoticeState.Sent, at)));
        Assert.Equal("", await Found(new LogQuery(Citizen: Key(1), State: NoticeState.Failed)));
        Assert.Equal("", await Found(new LogQuery(Since: at.AddHours(4))));
    }

    [Fact]
    public async Task A_notice_is_found_by_the_beginning_of_its_id()
    {
        await Write(CitizenFile.Empty(Key(1)), Line(Key(1), "e0f1", NoticeState.Sent, Morning), Line(Key(1), "e0ff", NoticeState.Sent, Morning), Line(Key(1), "e1", NoticeState.Sent, Morning));
        Assert.Equal(["e0f1", "e0ff"], (await Search(new LogQuery(NoticeId: "e0"))).Select(l => l.NoticeId));
    }

    [Fact]
    public async Task A_long_log_comes_whole_and_in_the_order_it_was_written()
    {
        for (var i = 0; i < 13; i++)
            await Write((await Load(Key(1))) with { Events = [] }, [.. Enumerable.Range(i * 100, 100).Select(n => Line(Key(1), $"{n}", at: Morning.AddMinutes(-n)))]);
        Assert.Equal(Enumerable.Range(0, 1300).Select(n => $"{n}"), (await Search(new LogQuery())).Select(l => l.NoticeId));
        Assert.Equal(Enumerable.Range(0, 1201).Select(n => $"{n}"), (await Search(new LogQuery(Since: Morning.AddMinutes(-1200)))).Select(l => l.NoticeId));
    }

    async Task Write(CitizenFile file, params LogEntry[] lines) => await Store.SaveFiles([new FileChange(file, lines)], Stop);

    protected async Task<List<LogEntry>> Search(LogQuery query) => await Store.SearchLog(query, Stop).ToListAsync(Stop);
}
