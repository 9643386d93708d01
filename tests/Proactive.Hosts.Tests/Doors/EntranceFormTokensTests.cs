using Proactive.Engine.Rehearsal;
using Proactive.Web.Entrance;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>A token in a form is good once, for whoever was shown the form.</summary>
public sealed class EntranceFormTokensTests
{
    readonly SimulatedClock _clock = new(new DateTimeOffset(2026, 11, 9, 10, 0, 0, TimeSpan.Zero));

    FormTokens New() => new(_clock);

    [Fact]
    public void It_is_good_once()
    {
        var tokens = New();
        var token = tokens.Of("kim");
        Assert.Equal([FormTokenState.Good, FormTokenState.Old, FormTokenState.Old], Enumerable.Range(0, 3).Select(_ => tokens.Take(token, "kim")));
        Assert.Equal(FormTokenState.Good, tokens.Take(tokens.Of("kim"), "kim"));
    }

    [Fact]
    public void Nobody_else_can_use_it_nor_use_it_up()
    {
        var tokens = New();
        var token = tokens.Of("kim");
        Assert.Equal(FormTokenState.Old, tokens.Take(token, "robin"));
        Assert.Equal(FormTokenState.Old, tokens.Take(token, ""));
        Assert.Equal(FormTokenState.Good, tokens.Take(token, "kim"));
    }

    [Fact]
    public void It_gets_old_and_does_not_come_back_when_it_is_forgotten()
    {
        var tokens = New();
        var (used, unused) = (tokens.Of("kim"), tokens.Of("kim"));
        Assert.Equal(FormTokenState.Good, tokens.Take(used, "kim"));
        _clock.MoveTo(_clock.GetUtcNow() + FormTokens.Life + TimeSpan.FromMinutes(2));
        // This also sweeps what is too old to be remembered.
        Assert.Equal(FormTokenState.Good, tokens.Take(tokens.Of("kim"), "kim"));
        Assert.Equal(FormTokenState.Old, tokens.Take(used, "kim"));
        Assert.Equal(FormTokenState.Old, tokens.Take(unused, "kim"));
    }

    [Fact]
    public void That_of_another_process_is_old() => Assert.Equal(FormTokenState.Old, New().Take(New().Of("kim"), "kim"));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("a"), InlineData("%%%"), InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), InlineData("ÆØÅ")]
    public void What_is_no_token_is_missing(string? token) => Assert.Equal(FormTokenState.Missing, New().Take(token, "kim"));

    [Fact]
    public void One_that_is_too_long_is_missing_too() => Assert.Equal(FormTokenState.Missing, New().Take(new string('A', 100_000), "kim"));

    [Fact]
    public void Every_byte_counts_and_another_spelling_is_no_second_token()
    {
        var tokens = New();
        var token = tokens.Of("kim");
        Assert.Equal(FormTokenState.Good, tokens.Take(token, "kim"));
        for (var i = 0; i < token.Length; i++)
        {
            foreach (var c in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=")
            {
                var changed = token.ToCharArray();
                changed[i] = c;
                Assert.NotEqual(FormTokenState.Good, tokens.Take(new string(changed), "kim"));
            }
        }

        foreach (var spelt in new[] { $"{token}=", $"{token}==", $" {token}", $"{token}\n", token.Insert(4, " ") }) Assert.NotEqual(FormTokenState.Good, tokens.Take(spelt, "kim"));
    }

    [Fact]
    public async Task Of_eight_who_post_it_at_once_one_wins()
    {
        var tokens = New();
        for (var round = 0; round < 50; round++)
        {
            var token = tokens.Of("kim");
            using var start = new Barrier(8);
            var states = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() =>
            {
                start.SignalAndWait();
                return tokens.Take(token, "kim");
            }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            Assert.Equal(1, states.Count(s => s == FormTokenState.Good));
        }
    }
}
