using System.Text.Json;

namespace Proactive.Bench;

/// <summary>How many a second, of the subject and of its floor, turn by turn; more is better, so the ratio is the subject's part of the floor.</summary>
static class Rates
{
    const int WarmUps = 4;

    public static async Task Print(string name, string unit, Func<Task<double>> subject, Func<Task<double>> floor, int rounds = 5)
    {
        // A server runs for weeks: the code is as the compiler leaves it in the end, and not as it begins.
        for (var i = 0; i < WarmUps; i++)
        {
            await subject();
            await floor();
        }

        var rates = new List<(double Subject, double Floor)>();
        for (var i = 0; i < rounds; i++) rates.Add((await subject(), await floor()));
        Line(name, Median(rates.Select(r => r.Subject)), unit, Median(rates.Select(r => r.Floor)), Median(rates.Select(r => r.Subject / r.Floor)));
    }

    public static void Line(string name, double value, string unit, double? floor = null, double? ratio = null) => Console.WriteLine(JsonSerializer.Serialize(new
    {
        name,
        value = Math.Round(value, value < 100 ? 2 : 0),
        unit,
        floor = floor is { } f ? Math.Round(f, f < 100 ? 2 : 0) : (double?)null,
        ratio = ratio is { } r ? Math.Round(r, 2) : (double?)null,
    }));

    static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
