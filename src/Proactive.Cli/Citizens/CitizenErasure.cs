using Proactive.Cli.Output;
using Proactive.Engine.Storage;

namespace Proactive.Cli.Citizens;

/// <summary>What erasing a person takes away, and doing it.</summary>
sealed class CitizenErasure(CitizenRecord record, string outbox)
{
    readonly IReadOnlyList<string> _mails = OutboxMail.Of(outbox, record.Citizen.File.Notices);

    public CitizenRecord Record => record;

    /// <summary>Lines of the delivery log that no longer say whom they were about.</summary>
    public int LogLines { get; private set; }

    /// <summary>Files of the outbox that hold the person's messages.</summary>
    public IReadOnlyList<string> Mails => _mails;

    /// <summary>What would be done, a line each.</summary>
    public IEnumerable<string> Plan()
    {
        var file = record.Citizen.File;
        yield return record switch
        {
            { Citizen.Erased: true } => "nothing   of the person: erased before",
            { IsCitizen: false } => "nothing   of the person: nobody is known under this id",
            _ => $"erase     the person, {Format.Count(file.Journeys.Length, "journey")}, {Format.Count(file.Notices.Length, "notice")}, {Format.Count(file.Attempts.Length, "attempt")}, "
                + $"{Format.Count(file.Events.Length, "event key")}, and the data key they are encrypted with",
        };
        yield return $"remove    {Format.Count(record.Rejected.Count, "event")} that {(record.Rejected.Count == 1 ? "was" : "were")} not accepted and {(record.Rejected.Count == 1 ? "names" : "name")} the person";
        yield return $"remove    {Format.Count(_mails.Count, "file")} of the outbox";
        yield return $"keep      {Format.Count(record.Log.Count, "line")} of the delivery log, without saying whom they are about";
        if (record.IsCitizen) yield return "leave     a tombstone under the citizen key, so that no event or import brings the person back";
    }

    /// <summary>Does it. The citizen goes last: without the file nobody could tell any more which messages are theirs.</summary>
    public async Task Run(IStore store, DateTimeOffset at)
    {
        foreach (var mail in _mails) File.Delete(mail);
        foreach (var rejected in record.Rejected) await store.RemoveRejected(rejected.Id, CancellationToken.None);
        LogLines = (await store.Erase(record.Citizen.Key, at, CancellationToken.None)).LogLines;
    }
}
