using Proactive.Cli.Output;
using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;

namespace Proactive.Cli.Citizens;

/// <summary>Replaces what is known of the persons in a CSV file; rows that cannot be used are named by line and passed over.</summary>
sealed class PersonImport(IStore store, CitizenKeys keys, string path)
{
    const int BatchSize = 500;

    readonly List<(int Line, CitizenKey Key, Person Person)> _batch = [];
    int _imported, _failed, _erased;

    /// <summary>Imports the file and prints how many rows were used.</summary>
    public async Task<int> Run(CancellationToken cancellation)
    {
        if (!File.Exists(path)) throw new CommandFailure(ExitCode.Environment, $"There is no file {path}.");
        using var text = new StreamReader(path);
        foreach (var row in PersonCsv.Read(text))
        {
            if (row.Person is { } person) _batch.Add((row.Line, keys.Of(person.Id), person));
            else PassOver(row.Line, row.Problem!, ref _failed);
            if (_batch.Count == BatchSize) await Save(cancellation);
        }

        await Save(cancellation);
        await Console.Out.WriteLineAsync($"imported   {_imported}\nfailed     {_failed}\nerased     {_erased}");
        if (_erased > 0) await Console.Error.WriteLineAsync($"{Format.Count(_erased, "row")} about somebody who was erased: nothing of it was kept.");
        // That the registry still knows somebody who was erased here is as it should be.
        return _failed == 0 ? ExitCode.Fine : ExitCode.Problems;
    }

    async Task Save(CancellationToken cancellation)
    {
        var erased = (await store.SavePersons([.. _batch.Select(b => (b.Key, b.Person))], cancellation)).ToHashSet();
        foreach (var (line, key, _) in _batch)
        {
            if (erased.Contains(key)) PassOver(line, "this person was erased", ref _erased);
            else _imported++;
        }

        _batch.Clear();
    }

    void PassOver(int line, string why, ref int count)
    {
        count++;
        Console.Error.WriteLine($"{path}:{line}: {why}; the row was passed over");
    }
}
