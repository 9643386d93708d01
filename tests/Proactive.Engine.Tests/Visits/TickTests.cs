using Proactive.Engine.Notices;
using Proactive.Engine.Visits;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Visits;

/// <summary>Citizens say themselves that a step is done, and take it back.</summary>
public sealed class TickTests
{
    [Fact]
    public async Task Who_ticks_everything_is_thanked_and_not_reminded()
    {
        var scenario = await Door.Told();
        foreach (var step in (await scenario.List()).Steps.Where(s => s.MayTick)) Assert.True(await scenario.Ticks(step.Id));
        Assert.Equal(GuideListState.Done, (await scenario.List()).State);
        await scenario.Until("2026-12-31T12:00");
        Assert.Equal([NoticeKind.Start, NoticeKind.Completion], scenario.Email.Messages.Select(m => m.Kind));
    }
}
