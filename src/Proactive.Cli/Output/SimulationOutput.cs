using Proactive.Engine.Events;
using Proactive.Engine.Rehearsal;
using Spectre.Console;

namespace Proactive.Cli.Output;

/// <summary>Prints what a simulation found: the first differences and rejections as they come or, while a progress bar is shown, after it; the counts in the end.</summary>
/// <param name="most">How many differences and rejections are printed; 0: all.</param>
/// <param name="isComparison">Whether two rule books are compared.</param>
sealed class SimulationOutput(int most, bool isComparison, bool json)
{
    readonly SortedDictionary<string, int> _reasons = new(StringComparer.Ordinal);
    readonly List<(TextWriter To, string Line)> _held = [];
    int _differences, _rejections;

    /// <summary>Whether lines wait for the summary.</summary>
    public bool IsHeld { get; set; }

    public void Print(SimulationResult result, int number)
    {
        if (result.Rejection is { } rejection) Print(rejection, number);
        foreach (var difference in result.Differences)
        {
            if (IsOneTooMany(++_differences)) continue;
            if (json) Format.JsonLine(new { kind = "difference", citizen = difference.Citizen.Value[..8], @event = difference.EventKey, lifeEvent = difference.Guide, step = difference.Step, change = Format.Words(difference.Change), from = difference.From, to = difference.To });
            else Write(Console.Out, $"{difference.Citizen.Value[..8]}  {difference.EventKey[..8]}  {difference.Guide}/{difference.Step}  {Words(difference)}");
        }
    }

    public void PrintSummary(Simulation simulation)
    {
        foreach (var (to, line) in _held) to.WriteLine(line);
        if (IsOneTooMany(_differences)) Console.Error.WriteLine($"{_differences - most} more differences; --most 0 shows all.");
        if (IsOneTooMany(_rejections)) Console.Error.WriteLine($"{_rejections - most} more rejected events; --most 0 shows all.");
        if (simulation.Unknown > 0) Console.Error.WriteLine($"{simulation.Unknown} times nothing was known of the person; an adult was assumed.");
        if (simulation.Undecided > 0) Console.Error.WriteLine($"{simulation.Undecided} times a rule could not be decided; 'rules explain' shows why.");
        if (json) PrintSummaryJson(simulation);
        else PrintSummaryTable(simulation);
    }

    void Print(Rejection rejection, int number)
    {
        _reasons[rejection.Code] = _reasons.GetValueOrDefault(rejection.Code) + 1;
        if (!IsOneTooMany(++_rejections)) Write(Console.Error, $"event {number}: {rejection}");
    }

    void Write(TextWriter to, string line)
    {
        if (IsHeld) _held.Add((to, line));
        else to.WriteLine(line);
    }

    void PrintSummaryTable(Simulation simulation)
    {
        var table = new Table().Border(TableBorder.Minimal);
        foreach (var column in isComparison ? new[] { "life event", "step", "before", "after", "change", "moved" } : ["life event", "step", "applied"])
            table.AddColumn(new TableColumn(column).NoWrap());
        foreach (var step in simulation.Steps)
            table.AddRow(isComparison ? [Markup.Escape(step.Guide), Markup.Escape(step.Step), $"{step.Before}", $"{step.After}", Signed(step.After - step.Before), $"{step.Moved}"]
                : [Markup.Escape(step.Guide), Markup.Escape(step.Step), $"{step.After}"]);
        if (table.Rows.Count > 0) Terminal.Out.Write(table);
        Console.Out.WriteLine($"events    {simulation.Events}");
        Console.Out.WriteLine($"rejected  {Change(simulation.RejectedBefore, simulation.Rejected)}{string.Concat(_reasons.Select(r => $"  {r.Key} {r.Value}"))}");
        Console.Out.WriteLine($"notices   {Change(simulation.NoticesBefore, simulation.Notices)}");
        if (isComparison) Console.Out.WriteLine($"changes   {_differences}");
    }

    void PrintSummaryJson(Simulation simulation)
    {
        foreach (var step in simulation.Steps)
            Format.JsonLine(isComparison ? new { kind = "step", lifeEvent = step.Guide, step = step.Step, before = step.Before, after = step.After, moved = step.Moved }
                : new { kind = "step", lifeEvent = step.Guide, step = step.Step, applied = step.After });
        Format.JsonLine(new
        {
            kind = "summary",
            events = simulation.Events,
            rejected = simulation.Rejected,
            rejectedBefore = isComparison ? simulation.RejectedBefore : (int?)null,
            reasons = _reasons,
            notices = simulation.Notices,
            noticesBefore = isComparison ? simulation.NoticesBefore : (long?)null,
            undecided = simulation.Undecided,
            unknownPersons = simulation.Unknown,
            differences = _differences,
        });
    }

    bool IsOneTooMany(int count) => most > 0 && count > most;

    string Change(long before, long after) => isComparison && before != after ? $"{before} → {after} ({Signed(after - before)})" : $"{after}";

    static string Signed(long number) => number > 0 ? $"+{number}" : $"{number}";

    static string Words(StepDifference difference) => difference.Change switch
    {
        StepChange.Gained => difference.To is { } due ? $"gained, due {due:yyyy-MM-dd}" : "gained",
        StepChange.Lost => "lost",
        _ => $"{Format.Words(difference.Change)} {Day(difference.From)} → {Day(difference.To)}",
    };

    static string Day(DateOnly? day) => day is { } date ? $"{date:yyyy-MM-dd}" : "none";
}
