using Microsoft.Extensions.Logging.Abstractions;
using Proactive.Engine;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Storage;
using Proactive.Testing;
using Proactive.Web.Background;

namespace Proactive.Hosts.Tests;

public sealed class RuleReloadTests
{
    readonly ContentFolder _good = RuleFolders.With();
    ContentFolder _files = RuleFolders.With();

    bool _gone;

    async Task<(RuleBooks Rules, RuleReload Reload)> Begin()
    {
        var rules = await RuleBooks.Begin(new MemoryStore(), RuleFolders.Book(_good), _good);
        return (rules, new RuleReload(rules, () => _gone ? throw new InvalidOperationException("no folder") : _files, new SimulatedClock(DateTimeOffset.UnixEpoch), NullLogger<RuleReload>.Instance));
    }

    [Fact]
    public async Task A_changed_book_takes_the_place_of_the_one_in_force()
    {
        var (rules, reload) = await Begin();
        _files = RuleFolders.WithTown("days(5)", "days(6)");
        await reload.Look(CancellationToken.None);
        Assert.Equal(_files.Hash, rules.Current.Hash);
    }

    [Fact]
    public async Task A_folder_that_is_gone_for_a_while_stops_nothing()
    {
        var (rules, reload) = await Begin();
        _gone = true;
        await reload.Look(CancellationToken.None);
        Assert.Equal(_good.Hash, rules.Current.Hash);
        _gone = false;
        _files = RuleFolders.WithTown("days(5)", "days(6)");
        await reload.Look(CancellationToken.None);
        Assert.Equal(_files.Hash, rules.Current.Hash);
    }

    [Fact]
    public async Task A_changed_book_with_a_problem_leaves_the_old_one_in_force()
    {
        var (rules, reload) = await Begin();
        _files = RuleFolders.WithTown("days(5)", "days('5')");
        await reload.Look(CancellationToken.None);
        Assert.Equal(_good.Hash, rules.Current.Hash);
        _files = RuleFolders.WithTown("days(5)", "days(7)");
        await reload.Look(CancellationToken.None);
        Assert.Equal(_files.Hash, rules.Current.Hash);
    }
}
