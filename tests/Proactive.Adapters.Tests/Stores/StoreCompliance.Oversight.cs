using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

// The audit log, figures and proposals.
public abstract partial class StoreCompliance
{
    static readonly DateOnly Day = new(2026, 11, 9);

    [Fact]
    public async Task Audit_lines_come_back_as_they_were_in_one_chain()
    {
        Assert.Equal(new AuditCheck(0, AuditChain.Beginning, true), await Store.VerifyAudit(Stop));
        var first = await Store.AppendAudit(new AuditEntry(Morning.AddTicks(1), "Jens Ørsted", "administrator", "notice-resent", "n-1", "Borgeren ringede; \"intet\" kom"), Stop);
        var second = await Store.AppendAudit(new AuditEntry(Morning.AddTicks(2), "command line (root)", "command line", "hold-released"), Stop);
        Assert.Equal((1, 2), (first.Number, second.Number));
        Assert.NotEqual(first.Hash, second.Hash);
        Assert.Equal([first, second], await Audit(new AuditQuery()));
        Assert.Equal(new AuditCheck(2, second.Hash, true), await Store.VerifyAudit(Stop));
        Assert.Null((await Store.VerifyAudit(Stop)).FirstBad);
    }

    [Fact]
    public async Task A_text_of_the_audit_log_is_one_line_whatever_was_written()
    {
        var line = await Store.AppendAudit(new AuditEntry(Morning, "a\u0000b", "c\nd", "e", "f\u001b[31m", "g\r\nh \ud800"), Stop);
        Assert.Equal(("a b", "c d", "f [31m"), (line.Entry.Who, line.Entry.Role, line.Entry.Subject));
        Assert.StartsWith("g  h ", (await Audit(new AuditQuery()))[0].Entry.Why, StringComparison.Ordinal);
        Assert.True((await Store.VerifyAudit(Stop)).IsWhole);
    }

    [Fact]
    public async Task Lines_of_the_audit_log_are_added_from_everywhere_and_make_one_unbroken_chain()
    {
        var (tasks, lines) = (8, 25);
        var added = await Task.WhenAll(Enumerable.Range(0, tasks).Select(task => Task.Run(async () =>
        {
            var own = new List<AuditLine>();
            for (var i = 0; i < lines; i++) own.Add(await Store.AppendAudit(Did(who: $"task {task}", subject: $"{i}"), Stop));
            return own;
        })));
        var all = await Audit(new AuditQuery());
        Assert.Equal(Enumerable.Range(1, tasks * lines).Select(n => (long)n), all.Select(l => l.Number));
        Assert.Equal(added.SelectMany(a => a).OrderBy(l => l.Number), all);
        Assert.Equal(new AuditCheck(tasks * lines, all[^1].Hash, true), await Store.VerifyAudit(Stop));
    }

    [Fact]
    public async Task The_audit_log_is_searched_and_paged()
    {
        for (var i = 0; i < 10; i++) await Store.AppendAudit(Did(i % 2 == 0 ? "Anna" : "Bo", $"n-{i % 3}", i < 5 ? "notice-resent" : "unmasked", Morning.AddHours(i)), Stop);
        async Task<string> Found(AuditQuery query) => string.Join(' ', (await Audit(query)).Select(l => l.Number));
        Assert.Equal("1 2 3 4 5", await Found(new AuditQuery(What: "notice-resent")));
        Assert.Equal("2 5 8", await Found(new AuditQuery(Subject: "n-1")));
        Assert.Equal("2 4 6 8 10", await Found(new AuditQuery(Who: "Bo")));
        Assert.Equal("9 10", await Found(new AuditQuery(Since: Morning.AddHours(8))));
        Assert.Equal("8", await Found(new AuditQuery("unmasked", "n-1", "Bo", Morning.AddHours(1))));
        Assert.Equal("", await Found(new AuditQuery(Who: "anna")));

        var page = await Store.PageAudit(new AuditQuery(Who: "Bo"), null, 3, Stop);
        Assert.Equal([10, 8, 6], page.Lines.Select(l => l.Number));
        var last = await Store.PageAudit(new AuditQuery(Who: "Bo"), page.Next, 3, Stop);
        Assert.Equal([4, 2], last.Lines.Select(l => l.Number));
        Assert.Null(last.Next);
    }

    [Fact]
    public async Task A_long_audit_log_comes_whole()
    {
        for (var i = 0; i < 1100; i++) await Store.AppendAudit(Did(), Stop);
        Assert.Equal(1100, (await Audit(new AuditQuery())).Count);
        Assert.Equal(1100, (await Store.VerifyAudit(Stop)).Lines);
    }

    [Fact]
    public async Task Figures_add_up_by_day_name_guide_and_label()
    {
        await Store.AddFigures([new(Counted("events", "accepted"), 3), new(Counted("events", "duplicate"), 1)], Stop);
        await Store.AddFigures([new(Counted("events", "accepted"), 2), new(Counted("events", "accepted", Day.AddDays(1)), 1), new(Counted("events", "accepted") with { Guide = "" }, 7)], Stop);
        Assert.Equal("2026-11-09 dk/moving accepted 5, 2026-11-09 dk/moving duplicate 1, 2026-11-09  accepted 7, 2026-11-10 dk/moving accepted 1", await Figures(Day.AddDays(-1), Day.AddDays(1)));
        Assert.Equal("2026-11-10 dk/moving accepted 1", await Figures(Day.AddDays(1), Day.AddDays(9)));
        Assert.Equal("", await Figures(Day.AddDays(2), Day.AddDays(9)));
    }

    [Fact]
    public async Task What_was_counted_is_taken_back()
    {
        await Store.AddFigures([new(Counted("deadlines", "open"), 3), new(Counted("deadlines", "late"), 1)], Stop);
        await Store.AddFigures([new(Counted("deadlines", "open"), -1), new(Counted("deadlines", "late"), -1), new(Counted("deadlines", "none"), -1), new(Counted("deadlines", "none"), 1)], Stop);
        Assert.Equal("2026-11-09 dk/moving open 2", await Figures(Day, Day));
    }

    [Fact]
    public async Task Figures_are_counted_with_their_change_and_not_with_one_that_was_overtaken()
    {
        FileChange Counting(CitizenFile file) => new(file, [], Figures: [new(Counted("journeys", "2"), 2), new(Counted("steps", "report-address"), 1)]);
        await Store.SaveFiles([Counting(Rich(Key(1))), Counting(Rich(Key(2)))], Stop);
        await Store.SaveFiles([Counting(Rich(Key(1))), Counting(await Load(Key(2)))], Stop);
        Assert.Equal("2026-11-09 dk/moving 2 6, 2026-11-09 dk/moving report-address 3", await Figures(Day, Day));
    }

    [Fact]
    public async Task Figures_of_many_savers_are_all_counted()
    {
        await Task.WhenAll(Enumerable.Range(1, 200).Select(i => Task.Run(() => Store.SaveFiles([new FileChange(CitizenFile.Empty(Key(i)), [], Figures: [new(Counted("journeys", $"{i % 2}"), 1)])], Stop))));
        Assert.Equal("2026-11-09 dk/moving 0 100, 2026-11-09 dk/moving 1 100", await Figures(Day, Day));
    }

    [Fact]
    public async Task Erasing_a_citizen_leaves_figures_and_the_audit_log_as_they_are()
    {
        await Store.SaveFiles([new FileChange(Rich(Key(1)), [Line(Key(1))], Figures: [new(Counted("journeys", "1"), 1)])], Stop);
        var before = await Store.AppendAudit(Did(subject: Key(1).Value), Stop);
        await Erase();
        await Store.AppendAudit(Did(what: "citizen-erased", subject: Key(1).Value), Stop);
        Assert.Equal("2026-11-09 dk/moving 1 1", await Figures(Day, Day));
        Assert.Equal((2, true), ((await Store.VerifyAudit(Stop)).Lines, (await Store.VerifyAudit(Stop)).IsWhole));
        Assert.Equal(before, (await Audit(new AuditQuery(Subject: Key(1).Value)))[0]);
    }

    [Fact]
    public async Task A_proposal_comes_back_as_it_was_with_the_next_version()
    {
        Assert.Null(await Store.FindProposal("p-1", Stop));
        Assert.True(await Store.SaveProposal(Proposed("p-1"), Stop));
        AssertSame(Proposed("p-1") with { Version = 1 }, await Store.FindProposal("p-1", Stop));

        var decided = Proposed("p-1") with { Version = 1, State = ProposalState.Live, DecidedBy = "Bo", Decision = "Godt", LiveAs = "29a9" };
        Assert.True(await Store.SaveProposal(decided, Stop));
        AssertSame(decided with { Version = 2 }, await Store.FindProposal("p-1", Stop));
    }

    [Fact]
    public async Task Of_two_changes_of_a_proposal_the_second_is_refused()
    {
        await Store.SaveProposal(Proposed("p-1"), Stop);
        Assert.False(await Store.SaveProposal(Proposed("p-1") with { Why = "a second first" }, Stop));
        Assert.False(await Store.SaveProposal(Proposed("p-2") with { Version = 1 }, Stop));
        Assert.True(await Store.SaveProposal(Proposed("p-1") with { Version = 1, State = ProposalState.Submitted }, Stop));
        Assert.False(await Store.SaveProposal(Proposed("p-1") with { Version = 1, State = ProposalState.Withdrawn }, Stop));
        Assert.Equal((2, ProposalState.Submitted), ((await Store.FindProposal("p-1", Stop))!.Version, (await Store.FindProposal("p-1", Stop))!.State));
        Assert.Null(await Store.FindProposal("p-2", Stop));
    }

    [Fact]
    public async Task Proposals_are_listed_last_changed_first()
    {
        await Store.SaveProposal(Proposed("a"), Stop);
        await Store.SaveProposal(Proposed("b") with { ChangedAt = Morning.AddHours(1) }, Stop);
        await Store.SaveProposal(Proposed("c"), Stop);
        Assert.Equal(["b", "a", "c"], (await Store.ListProposals(Stop)).Select(p => p.Id));
        await Store.SaveProposal(Proposed("c") with { Version = 1, ChangedAt = Morning.AddHours(2) }, Stop);
        Assert.Equal(["c", "b", "a"], (await Store.ListProposals(Stop)).Select(p => p.Id));
    }

    protected static AuditEntry Did(string who = "Anna", string subject = "n-1", string what = "notice-resent", DateTimeOffset? at = null) => new(at ?? Morning, who, "administrator", what, subject, "asked by phone");

    protected static Figure Counted(string name, string label, DateOnly? day = null) => new(day ?? Day, name, "dk/moving", label);

    static Proposal Proposed(string id) => new(
        id, "dk.municipality", "29a99a8b00c21f36", new Dictionary<string, string> { ["dk/moving/a.yaml"] = "steps: []\n# æøå", ["dk/moving/new.yaml"] = "" },
        new Dictionary<string, string?> { ["dk/moving/a.yaml"] = "steps:\n", ["dk/moving/new.yaml"] = null }, "Ny frist fra 1. januar", ProposalState.Draft, "Anna", Morning);

    static void AssertSame(Proposal wanted, Proposal? found)
    {
        Assert.Equal(wanted.Texts, found!.Texts);
        Assert.Equal(wanted.Before, found.Before);
        Assert.Equal(wanted, found with { Texts = wanted.Texts, Before = wanted.Before });
    }

    protected async Task<List<AuditLine>> Audit(AuditQuery query) => await Store.ReadAudit(query, Stop).ToListAsync(Stop);

    async Task<string> Figures(DateOnly from, DateOnly to) => string.Join(", ", (await Store.ReadFigures(from, to, Stop))
        .OrderBy(f => f.Figure.Day).ThenByDescending(f => f.Figure.Guide, StringComparer.Ordinal).ThenBy(f => f.Figure.Label, StringComparer.Ordinal)
        .Select(f => $"{f.Figure.Day:yyyy-MM-dd} {f.Figure.Guide} {f.Figure.Label} {f.Count}"));
}
