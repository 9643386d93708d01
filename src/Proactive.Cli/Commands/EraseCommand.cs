using System.CommandLine;
using Proactive.Cli.Citizens;
using Proactive.Cli.Data;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive citizens erase ID</c>: erases everything that is kept about one person, and proves it.</summary>
static class EraseCommand
{
    public static Command Create(Settings settings)
    {
        var id = CitizensCommand.PersonId();
        var yes = new Option<bool>("--yes") { Description = "Do not ask" };
        var erase = new Command("erase", "Erase everything that is kept about one person, and prove it") { id, yes };
        erase.SetAction((parsed, cancellation) => Run(parsed, settings, parsed.GetValue(id)!, parsed.GetValue(yes), cancellation));
        return erase;
    }

    static async Task<int> Run(ParseResult parsed, Settings settings, string id, bool yes, CancellationToken cancellation)
    {
        var data = DataFolder.Of(parsed, settings);
        var key = data.Keys.Of(id);
        CitizenErasure erasure;
        await using (var store = await data.OpenStore())
        {
            var record = await CitizenRecord.Read(store, key, id, cancellation);
            if (record.IsEmpty) throw CitizensCommand.Nobody();
            erasure = new CitizenErasure(record, data.Outbox);
            foreach (var line in erasure.Plan()) await Console.Out.WriteLineAsync(line);
            if (!yes && !IsMeant())
            {
                await Console.Error.WriteLineAsync("Nothing was erased.");
                return ExitCode.Problems;
            }

            await Audit.CitizenErased(store, key);
            await erasure.Run(store, parsed.GetValue(settings.Now) ?? TimeProvider.System.GetUtcNow());
        }

        await using var reopened = await data.OpenStoreToRead();
        var proof = await ErasureProof.Make(erasure, id, reopened, data.FilesWithPersonalData(), CancellationToken.None);
        await Console.Out.WriteLineAsync("\nErased. Read back and searched:");
        foreach (var line in proof.Lines) await Console.Out.WriteLineAsync(line);
        await Console.Out.WriteLineAsync(
            $"\nCopies made before are not reached: backups, the relay's queue, the mailbox. Note the citizen key {key}, and erase this person again whenever an older backup is restored.");
        if (proof.Holds) return ExitCode.Fine;
        await Console.Error.WriteLineAsync("Something is left: see the lines with NO. A name may be another person's of the same name.");
        return ExitCode.Problems;
    }

    static bool IsMeant()
    {
        if (Console.IsInputRedirected) throw new CommandFailure(ExitCode.Usage, "This cannot be undone, and nobody is here to be asked: say --yes. Nothing was erased.");
        Console.Error.Write("This cannot be undone. Erase? Type yes: ");
        return Console.ReadLine()?.Trim() == "yes";
    }
}
