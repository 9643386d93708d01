using System.Globalization;
using Proactive.Engine.Visits;
using Proactive.Testing.Year;

namespace Proactive.Engine.Tests.Scenarios;

/// <summary>
/// Hundreds of simulated years. One that fails prints its seed; <c>SIMULATION_SEED=&lt;seed&gt; dotnet test
/// tests/Proactive.Engine.Tests --filter SimulatedYear</c> lives it again, and <c>SIMULATION_YEARS</c> says how many are lived.
/// </summary>
public sealed class SimulatedYearTests(ITestOutputHelper output)
{
    const int Years = 500;
    const int Chunks = 10;

    public static TheoryData<int> Chunk => [.. Enumerable.Range(0, Chunks)];

    static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    [Theory, MemberData(nameof(Chunk))]
    public async Task Whatever_breaks_in_a_year_nothing_is_lost_and_nobody_is_told_twice(int chunk)
    {
        var seeds = Number("SIMULATION_SEED", -1) is >= 0 and var one ? Enumerable.Repeat(one, chunk == 0 ? 1 : 0) : Enumerable.Range(0, Number("SIMULATION_YEARS", Years)).Where(s => s % Chunks == chunk);
        var (years, crashes, sent) = (0, 0, 0);
        foreach (var seed in seeds)
        {
            await using var year = await SimulatedYear.Live(seed, people: 12, events: 25);
            await Check(seed, year);
            (years, crashes, sent) = (years + 1, crashes + year.Crashes, sent + year.Accepted.Count);
        }

        output.WriteLine($"{years} years, {crashes} crashes, {sent} messages");
    }

    [Fact]
    public async Task A_year_of_a_small_town_with_a_thousand_people_passes_in_seconds()
    {
        await using var year = await SimulatedYear.Live(seed: 2026, people: 1000, events: 3000);
        await Check(2026, year);
        // A citizen of that year who never gets to their list would prove nothing.
        foreach (var kind in year.Acts.GroupBy(a => a.Act.ToString())) output.WriteLine($"{kind.Key}: {kind.Count()}, of which {kind.Count(a => a.Done)} could be done");
        Assert.True(year.Acts.Count(a => a is { Act: CitizenAct.Tick, Done: true }) > 100);
        Assert.True(year.Acts.Count(a => a is { Act: CitizenAct.Untick, Done: true }) > 10);
        output.WriteLine($"{year.Receipts.Count} events, {year.Crashes} crashes, {year.Accepted.Count} messages");
    }

    static async Task Check(int seed, SimulatedYear year)
    {
        var breaches = (await Invariants.Breaches(year)).ToList();
        var before = year.Accepted.Count;
        await year.Replay();
        // I7
        breaches.AddRange(year.Accepted.Skip(before).Select(a => $"I7: the whole input once more sent notice {a.NoticeId} to {a.Person.Id}"));
        if (breaches.Count == 0) return;
        Assert.Fail($"seed {seed}: {breaches.Count} breaches. Live it again with\n  SIMULATION_SEED={seed} dotnet test tests/Proactive.Engine.Tests --filter SimulatedYear\n{string.Join('\n', breaches.Take(10))}");
    }
}
