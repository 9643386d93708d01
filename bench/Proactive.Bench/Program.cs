using Proactive.Bench;

// Every figure the README states, each beside its floor. Groups are named on the command line; none means all.
var groups = new Dictionary<string, Action>
{
    ["rules"] = RuleMeasures.Run,
    ["events"] = EventMeasures.Run,
    ["intake"] = IntakeMeasures.Run,
    ["render"] = RenderMeasures.Run,
    ["deliver"] = DeliverMeasures.Run,
    ["log"] = LogMeasures.Run,
    ["memory"] = MemoryMeasures.Run,
};

if (args is [MemoryMeasures.Sweep, var store, var began])
{
    await MemoryMeasures.SweepStore(store, long.Parse(began, System.Globalization.CultureInfo.InvariantCulture));
    return 0;
}

if (args is [LogMeasures.Export, var log])
{
    await LogMeasures.ExportStore(log);
    return 0;
}

if (args.FirstOrDefault(a => !groups.ContainsKey(a)) is { } unknown)
{
    Console.Error.WriteLine($"'{unknown}' is not measured here; choose from: {string.Join(", ", groups.Keys)}");
    return 2;
}

foreach (var (name, run) in groups)
    if (args.Length == 0 || args.Contains(name)) run();
return 0;
