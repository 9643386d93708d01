namespace Proactive.Cel.Tests;

public class FirstRunTests
{
    [Fact]
    public async Task Many_threads_may_run_an_expression_for_the_first_time_together()
    {
        for (var i = 0; i < 20; i++)
        {
            var condition = Moving.Compile($"data.rooms == 3 && data.rent > {i}.0");
            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var runs = Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
            {
                await start.Task;
                return n % 2 == 0 ? condition.IsTrue(Moving.Event) : condition.Evaluate(Moving.Event).AsBool;
            })).ToList();
            start.SetResult();
            Assert.DoesNotContain(false, await Task.WhenAll(runs));
        }
    }

    [Theory]
    [InlineData("data.rooms == 3", true, null)]
    [InlineData("data.rooms == 4", false, null)]
    [InlineData("data.to.postcode == '1'", false, "no such field 'postcode'")]
    [InlineData("data.rooms / 0 == 1", false, "division by zero")]
    public void A_condition_that_fails_says_why_the_first_time_and_later(string source, bool holds, string? error)
    {
        var condition = Moving.Compile(source);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(holds, condition.IsTrue(Moving.Event, out var why));
            Assert.Equal(error, why?.Message);
        }
    }
}
