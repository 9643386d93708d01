using Proactive.Engine.Visits;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Visits;

/// <summary>Citizens say how much the help helped.</summary>
public sealed class AnswerTests
{
    static async Task<bool> Says(Scenario scenario, Answer answer) => await scenario.Does(new CitizenAct.Grade((await scenario.List()).Journey, answer));

    [Fact]
    public async Task The_last_answer_takes_the_place_of_the_one_before()
    {
        var scenario = await Door.Told();
        Assert.Null((await scenario.List()).Answer);
        Assert.True(await Says(scenario, new Answer(4, "Too long.", 3, true)));
        Assert.True(await Says(scenario, new Answer(2, "Better.", null, null)));
        Assert.True(await scenario.LeavesTheFile(() => Says(scenario, new Answer(2, "Better.", null, null))));
        Assert.Equal(new Answer(2, "Better.", null, null), (await scenario.List()).Answer);
        Assert.Single((await scenario.File()).Answers);
    }

    [Fact]
    public async Task What_is_no_mark_or_no_number_of_authorities_is_refused()
    {
        var scenario = await Door.Told();
        Assert.True(await scenario.LeavesTheFile(async () =>
        {
            foreach (var answer in new[] { new Answer(0, "", null, null), new Answer(6, "", null, null), new Answer(1, "", -1, null), new Answer(1, "", 100, null) })
                Assert.False(await Says(scenario, answer));
            Assert.False(await scenario.Does(new CitizenAct.Grade("another-journey", new Answer(1, "", null, null))));
        }));
        Assert.True(await Says(scenario, new Answer(1, "", 0, false)));
        Assert.True(await Says(scenario, new Answer(5, "", 99, false)));
    }

    [Fact]
    public async Task Too_many_words_are_cut()
    {
        var scenario = await Door.Told();
        Assert.True(await Says(scenario, new Answer(1, $"  a\u200bb{new string('c', 400)}", null, null)));
        Assert.Equal($"ab{new string('c', 298)}", (await scenario.List()).Answer!.Words);
    }
}
