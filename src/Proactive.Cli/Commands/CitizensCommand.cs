using System.CommandLine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive citizens import FILE</c>: facts and contact details of persons.</summary>
static class CitizensCommand
{
    const int BatchSize = 500;

    public static Command Create(Settings settings)
    {
        var file = new Argument<string>("file") { Description = "CSV with a header: id, name, birthDate, municipality, language, email, channels, optOuts, deceasedOn, protected (true or false: name and address)" };
        var import = new Command("import", "Replace what is known of each person in a CSV file") { file };
        import.SetAction(async (parsed, cancellation) =>
        {
            var data = DataFolder.Of(parsed, settings);
            await using var store = data.OpenStore();
            return await Import(store, data.Keys, parsed.GetValue(file)!, cancellation);
        });
        return new Command("citizens", "The persons the registry knows") { import };
    }

    /// <summary>Imports the file; rows that cannot be read are named and passed over.</summary>
    public static async Task<int> Import(IStore store, CitizenKeys keys, string path, CancellationToken cancellation)
    {
        if (!File.Exists(path)) throw new CommandFailure(ExitCode.Environment, $"There is no file {path}.");
        using var text = new StreamReader(path);
        var (imported, failed) = (0, 0);
        var batch = new List<(CitizenKey, Person)>();
        foreach (var row in PersonCsv.Read(text))
        {
            if (row.Person is { } person)
            {
                batch.Add((keys.Of(person.Id), person));
                imported++;
            }
            else
            {
                failed++;
                await Console.Error.WriteLineAsync($"{path}:{row.Line}: {row.Problem}; the row was passed over");
            }

            if (batch.Count < BatchSize) continue;
            await store.SavePersons(batch, cancellation);
            batch.Clear();
        }

        await store.SavePersons(batch, cancellation);
        await Console.Out.WriteLineAsync($"imported   {imported}\nfailed     {failed}");
        return failed == 0 ? ExitCode.Fine : ExitCode.Problems;
    }
}
