using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;

namespace Proactive.Engine;

/// <summary>Finds whom a citizen's messages may go to, as they are known now and as they want to be written to.</summary>
sealed class ReaderSearch(IStore store, CitizenKeys keys)
{
    public async Task<Readers> Find(Citizen citizen, CancellationToken cancellation)
    {
        if (citizen.Person is not { } person) return Readers.Only(null);
        var guardians = person.Guardians.IsEmpty ? [] : (await store.Load([.. person.Guardians.Select(keys.Of)], cancellation)).Select(c => c.Person).OfType<Person>();
        return new Readers(AsChosen(person, citizen.File), [.. guardians.Select(g => AsChosen(g, citizen.File))]);
    }

    // What somebody chose behind a link comes before what the registry says.
    Person AsChosen(Person reader, CitizenFile file)
    {
        if (file.Choices.IsEmpty || keys.Of(reader.Id) is var key && file.Choices.FirstOrDefault(c => c.Reader == key) is not { } choice) return reader;
        return reader with { Channels = choice.Channel is { } channel ? [channel] : reader.Channels, Language = choice.Language ?? reader.Language };
    }
}
