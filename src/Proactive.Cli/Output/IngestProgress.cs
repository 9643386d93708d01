using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Proactive.Cli.Output;

/// <summary>How far an ingest is, shown on a terminal; in a pipe or a log there is nothing to see of it.</summary>
sealed class IngestProgress
{
    static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    readonly ProgressTask? _bar;
    readonly long _started = Stopwatch.GetTimestamp();
    long _shown;
    long _bytes;
    int _events;

    IngestProgress(ProgressTask? bar) => _bar = bar;

    /// <param name="size">Bytes to come; null if nobody knows.</param>
    public static async Task Around(long? size, Func<IngestProgress, Task> work)
    {
        if (Console.IsErrorRedirected)
        {
            await work(new IngestProgress(null));
            return;
        }

        ProgressColumn[] columns = size is null
            ? [new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }]
            : [new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }];
        IngestProgress? progress = null;
        await Terminal.Talk.Progress().AutoClear(true).Columns(columns).StartAsync(async bars =>
        {
            var bar = bars.AddTask("events", maxValue: Math.Max(size ?? 1, 1));
            bar.IsIndeterminate = size is null;
            progress = new IngestProgress(bar);
            await work(progress);
        });
        Terminal.Talk.WriteLine(progress!.Last());
    }

    /// <summary>Says a line above the bar, if there is one.</summary>
    public void Say(string line)
    {
        if (_bar is null) Console.Error.WriteLine(line);
        else Terminal.Talk.WriteLine(line);
    }

    /// <summary>One more event of so many bytes is done.</summary>
    public void Add(int bytes)
    {
        _events++;
        // And its line break.
        _bytes += bytes + 1;
        if (_bar is null || Stopwatch.GetElapsedTime(_shown) < Beat) return;
        _shown = Stopwatch.GetTimestamp();
        _bar.Value = _bytes;
        _bar.Description = Speed();
    }

    string Last() => $"{Speed()}, {Stopwatch.GetElapsedTime(_started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s";

    string Speed()
    {
        var seconds = Math.Max(Stopwatch.GetElapsedTime(_started).TotalSeconds, 0.001);
        return string.Create(CultureInfo.InvariantCulture, $"{_events:N0} events, {_events / seconds:N0} a second");
    }
}
