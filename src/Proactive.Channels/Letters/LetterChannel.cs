using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;

namespace Proactive.Channels.Letters;

/// <summary>Letters on paper: each notice becomes a PDF in the batch of its day, which a print provider fetches.</summary>
public sealed class LetterChannel : IChannel, IDisposable
{
    readonly LetterOptions _options;
    readonly FontFiles _fonts;
    readonly TimeProvider _clock;
    readonly PrintBatches _batches;

    /// <param name="clock">Its local zone is that of the letters' dates. Default the machine's.</param>
    /// <exception cref="ArgumentException">The settings are not usable; the message lists everything that is wrong.</exception>
    public LetterChannel(LetterOptions options, TimeProvider? clock = null)
    {
        if (options.Problems() is { Count: > 0 } problems) throw new ArgumentException($"The letter settings cannot be used: {string.Join("; ", problems)}.", nameof(options));
        (_options, _clock) = (options, clock ?? TimeProvider.System);
        _fonts = FontFiles.Find(options.FontFolder)!;
        _batches = new PrintBatches(Path.GetFullPath(options.Folder), _clock, options.Duplex);
    }

    public string Name => "letter";

    /// <summary>The lines as they are printed, the name first.</summary>
    public string? AddressOf(Person person) => Lines(person) is { } lines ? string.Join('\n', lines) : null;

    public ValueTask<TimeSpan> Enter(CancellationToken cancellation) => ValueTask.FromResult(TimeSpan.Zero);

    /// <summary>Puts the letter into today's batch; one that is in any batch already counts as sent.</summary>
    public async Task<Outcome> Deliver(Message message, Person person, CancellationToken cancellation)
    {
        if (!message.NoticeId.All(char.IsAsciiLetterOrDigit)) throw new ArgumentException("The notice's id cannot be a file's name.", nameof(message));
        // The engine asks its guards before; an address that must stay hidden is worth a second look.
        if (person.Protected) return new Outcome.GiveUp("protected-address");
        if (Lines(person) is not { } address) return new Outcome.GiveUp("no-address");
        cancellation.ThrowIfCancellationRequested();
        try
        {
            if (_batches.Find(message.NoticeId) is { } printed) return new Outcome.Delivered(printed);
            var letter = LetterPdf.Of(message, address, _options, _fonts, _clock.GetLocalNow());
            if (letter.Failure is { } reason) return new Outcome.GiveUp(reason);
            return new Outcome.Delivered(await _batches.Put(message.NoticeId, letter.Bytes, cancellation));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Outcome.TryAgain("letters-not-writable");
        }
    }

    /// <summary>Says that the provider may fetch everything written so far; what comes later today is another batch.</summary>
    /// <exception cref="IOException">The folder cannot be written; call again later.</exception>
    public Task CloseBatch(CancellationToken cancellation) => _batches.Close(todays: true, cancellation);

    /// <summary>The same for the batches of days that are over. A letter of a later day does it too, but none may come.</summary>
    /// <exception cref="IOException">The folder cannot be written; call again later.</exception>
    public Task CloseFinishedDays(CancellationToken cancellation) => _batches.Close(todays: false, cancellation);

    public void Dispose() => _batches.Dispose();

    static List<string>? Lines(Person person)
    {
        var address = person.Address.Select(PrintableText.Of).Where(line => line.Length > 0).ToList();
        return address.Count > 0 && PrintableText.Of(person.Name ?? "") is { Length: > 0 } name ? [name, .. address] : null;
    }
}
