using System.Diagnostics;
using System.Text.Json;

namespace Proactive.Bench;

/// <summary>Times a subject against its floor, turn by turn, so that whatever else the machine does hits both.</summary>
static class Measure
{
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    static readonly TimeSpan RoundLength = TimeSpan.FromMilliseconds(4);

    // What the measured code gave ends up here, so that none of it may be left out.
    static long sink;

    /// <summary>Prints one line. Both give a number that depends on all their work; times are divided by <paramref name="per"/>.</summary>
    public static void Print(string name, string unit, int per, Func<int> subject, Func<int> floor, int rounds = 301)
    {
        var times = Times(subject, floor, rounds);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            name,
            value = Math.Round(Median(times.Select(t => t.Subject)) / per, 2),
            unit,
            floor = Math.Round(Median(times.Select(t => t.Floor)) / per, 2),
            ratio = Math.Round(Median(times.Select(t => t.Subject / t.Floor)), 2),
        }));
    }

    /// <summary>Prints how many a second, more being better.</summary>
    public static void PrintRate(string name, Func<int> subject, Func<int> floor, int rounds = 301)
    {
        var times = Times(subject, floor, rounds);
        Rates.Line(name, 1e9 / Median(times.Select(t => t.Subject)), "1/s", 1e9 / Median(times.Select(t => t.Floor)), Median(times.Select(t => t.Floor / t.Subject)));
    }

    static List<(double Subject, double Floor)> Times(Func<int> subject, Func<int> floor, int rounds)
    {
        var (subjectRuns, floorRuns) = (RunsARound(subject), RunsARound(floor));
        var times = new List<(double Subject, double Floor)>();
        for (var i = 0; i < rounds; i++)
        {
            // Whoever goes second finds the caches of the first.
            if (i % 2 == 0)
            {
                var first = Time(subject, subjectRuns);
                times.Add((first, Time(floor, floorRuns)));
            }
            else
            {
                var first = Time(floor, floorRuns);
                times.Add((Time(subject, subjectRuns), first));
            }
        }

        return times;
    }

    static int RunsARound(Func<int> work)
    {
        var (clock, runs) = (Stopwatch.StartNew(), 0);
        for (; clock.Elapsed < WarmUp; runs++) sink += work();
        return Math.Max(1, (int)(runs * (RoundLength / WarmUp)));
    }

    // Nanoseconds a run.
    static double Time(Func<int> work, int runs)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < runs; i++) sink += work();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / runs;
    }

    static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
