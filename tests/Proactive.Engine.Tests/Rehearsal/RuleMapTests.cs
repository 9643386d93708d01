using Proactive.Engine.Rehearsal;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rehearsal;

public sealed class RuleMapTests
{
    static readonly RuleMap Shipped = RuleMap.Of([.. Repository.RuleBook.Guides.OrderBy(g => g.Id, StringComparer.Ordinal)], "en");

    [Fact]
    public void Every_life_event_has_a_box_that_says_how_many_authorities_meet_there() => Assert.Equal(
        Repository.RuleBook.Guides.OrderBy(g => g.Id, StringComparer.Ordinal).Select(g => (g.Id, g.Steps.Select(s => s.Agency.Id).Distinct().Count())),
        Shipped.Boxes.Where(b => b.Kind == MapKind.LifeEvent).OrderBy(b => b.Id, StringComparer.Ordinal).Select(b => (b.Id, b.Meets)));

    [Fact]
    public void No_two_boxes_overlap_and_all_lie_within_the_map()
    {
        foreach (var box in Shipped.Boxes)
        {
            Assert.True(box.Left >= 0 && box.Top >= 0 && box.Left + box.Width <= Shipped.Width && box.Top + box.Height <= Shipped.Height, $"{box} lies outside");
            Assert.DoesNotContain(Shipped.Boxes, o => o != box && o.Left < box.Left + box.Width && box.Left < o.Left + o.Width && o.Top < box.Top + box.Height && box.Top < o.Top + o.Height);
        }
    }

    [Fact]
    public void Every_line_joins_two_boxes()
    {
        var ids = Shipped.Boxes.Select(b => b.Id).ToHashSet();
        Assert.NotEmpty(Shipped.Lines);
        Assert.All(Shipped.Lines, l => Assert.True(ids.Contains(l.From) && ids.Contains(l.To)));
        Assert.Contains(Shipped.Lines, l => l is { From: "dk.cpr.person-moved.v1", To: "dk/moving" });
        Assert.Contains(Shipped.Lines, l => l is { From: "dk/moving", To: "dk.postnord" });
    }

    [Fact]
    public void The_same_rules_give_the_same_map_and_none_an_empty_one()
    {
        Assert.Equal(Shipped.Boxes, RuleMap.Of([.. Repository.RuleBook.Guides.OrderBy(g => g.Id, StringComparer.Ordinal)], "en").Boxes);
        Assert.Empty(RuleMap.Of([], "en").Boxes);
    }
}
