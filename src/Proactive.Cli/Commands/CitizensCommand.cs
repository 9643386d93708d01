using System.CommandLine;
using System.Text;
using Proactive.Cli.Citizens;
using Proactive.Cli.Data;
using Proactive.Cli.Output;
using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive citizens import|show|export|erase</c>: the persons, and what is kept about one.</summary>
static class CitizensCommand
{
    public static Command Create(Settings settings) => new("citizens", "The persons the registry knows, and what is kept about each")
    {
        CreateImport(settings),
        CreateShow(settings),
        CreateExport(settings),
        EraseCommand.Create(settings),
    };

    public static Argument<string> PersonId() => new("id") { Description = "The person id, as registries write it" };

    static Command CreateImport(Settings settings)
    {
        var file = new Argument<string>("file") { Description = "CSV with a header: id, name, birthDate, municipality, language, email, channels, optOuts, deceasedOn, protected (true or false: name and address)" };
        var import = new Command("import", "Replace what is known of each person in a CSV file") { file };
        import.SetAction(async (parsed, cancellation) =>
        {
            var data = DataFolder.Of(parsed, settings);
            await using var store = await data.OpenStore();
            return await new PersonImport(store, data.Keys, parsed.GetValue(file)!).Run(cancellation);
        });
        return import;
    }

    static Command CreateShow(Settings settings)
    {
        var id = PersonId();
        var show = new Command("show", "Show what is kept about one person (personal data)") { id };
        show.SetAction(async (parsed, cancellation) =>
        {
            var record = await Read(parsed, settings, parsed.GetValue(id)!, Audit.CitizenShown, cancellation);
            CitizenOutput.Print(record);
            return record.Citizen.Erased ? ExitCode.Problems : ExitCode.Fine;
        });
        return show;
    }

    static Command CreateExport(Settings settings)
    {
        var id = PersonId();
        var output = new Option<string?>("--output") { Description = "Write into this new file, readable for its owner only, instead of standard output" };
        var export = new Command("export", "Everything that is kept about one person, as JSON (personal data; GDPR art. 15 and 20)") { id, output };
        export.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(output) is { } there && Path.Exists(there)) throw new CommandFailure(ExitCode.Environment, $"{there} is there already; nothing is overwritten.");
            var record = await Read(parsed, settings, parsed.GetValue(id)!, Audit.CitizenExported, cancellation);
            var json = CitizenExport.Write(record, parsed.GetValue(settings.Now) ?? TimeProvider.System.GetUtcNow());
            if (parsed.GetValue(output) is not { } path) await Console.Out.WriteLineAsync(json);
            else SecretFile.Write(path, Encoding.UTF8.GetBytes(json + "\n"));
            if (record.Rejected.Count > 0) await Console.Error.WriteLineAsync("Events that were not accepted may name other people, too: look through them before you hand this over.");
            return ExitCode.Fine;
        });
        return export;
    }

    // Written down before anything is shown.
    static async Task<CitizenRecord> Read(ParseResult parsed, Settings settings, string id, Func<IStore, CitizenKey, Task> audit, CancellationToken cancellation)
    {
        var data = DataFolder.Of(parsed, settings);
        await using var store = await data.OpenStoreToRead();
        var record = await CitizenRecord.Read(store, data.Keys.Of(id), id, cancellation);
        if (record.IsEmpty) throw Nobody();
        await audit(store, record.Citizen.Key);
        return record;
    }

    public static CommandFailure Nobody() => new(ExitCode.Problems, "Nothing is kept about a person with this id. Is it written as the registry writes it?");
}
