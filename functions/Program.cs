using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Proactive.Engine.Storage;
using Proactive.Functions.Wiring;

// What wakes it: the queue of events (OnRegistryEvents, OnDeadLetter), HTTP (OnEventPosted, OnReceipt), scheduled messages (OnWakeUp), the clock (OnSweep).
var (settings, problems) = Settings.Read(Environment.GetEnvironmentVariable);
if (settings is null) return Refuse(problems);
try
{
    await using var store = await OwnStore.Open(settings.Cosmos, settings.MasterKey, settings.Keys);
    var rules = await ShippedContent.Rules(store);
    var app = FunctionsApplication.CreateBuilder(args);
    app.ConfigureFunctionsWebApplication();
    app.Services.AddProactive(settings, store, store.Reconcile, rules, ShippedContent.Templates(), TimeProvider.System);
    using var exporting = new Exporting(settings.Telemetry);
    await app.Build().RunAsync();
    return 0;
}
catch (Exception problem) when (problem is StoreException or InvalidDataException)
{
    return Refuse([problem.Message]);
}

static int Refuse(IEnumerable<string> problems)
{
    foreach (var problem in problems) Console.Error.WriteLine(problem);
    return 3;
}
