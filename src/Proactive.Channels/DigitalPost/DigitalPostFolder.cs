using System.Globalization;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;

namespace Proactive.Channels.DigitalPost;

/// <summary>Danish digital post into a folder, from where another program sends it: <c>2026-11-21/&lt;notice id&gt;.xml</c>, each file whole or not there.</summary>
public sealed class DigitalPostFolder : IChannel
{
    readonly string _folder;
    readonly DigitalPostSender _sender;
    readonly TimeProvider _clock;

    /// <param name="folder">Made when the first notice is written.</param>
    /// <exception cref="ArgumentException">The settings are not usable; the message lists everything that is wrong.</exception>
    public DigitalPostFolder(string folder, DigitalPostSender sender, TimeProvider clock)
    {
        if (sender.Problems() is { Count: > 0 } problems) throw new ArgumentException($"The settings for digital post cannot be used: {string.Join("; ", problems)}.", nameof(sender));
        (_folder, _sender, _clock) = (Path.GetFullPath(folder), sender, clock);
    }

    public string Name => ChannelName.DigitalPost;

    /// <summary>The person id, if the person is connected and it is a Danish one.</summary>
    public string? AddressOf(Person person) => person.DigitalPost && MemoMessage.IsCpr(person.Id) ? person.Id : null;

    public ValueTask<TimeSpan> Enter(CancellationToken cancellation) => ValueTask.FromResult(TimeSpan.Zero);

    /// <summary>Writes the file; a notice that was written before, on whatever day, stays as it is.</summary>
    public async Task<Outcome> Deliver(Message message, Person person, CancellationToken cancellation)
    {
        var now = _clock.GetLocalNow();
        var (xml, refusal) = MemoMessage.Of(message, person, _sender, now);
        if (xml is null) return new Outcome.GiveUp(refusal!);
        cancellation.ThrowIfCancellationRequested();
        try
        {
            var file = $"{message.NoticeId}.xml";
            var written = Days().Select(day => $"{day}/{file}").FirstOrDefault(f => File.Exists(Path.Combine(_folder, f)));
            return new Outcome.Delivered(written ?? await Put(now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), file, xml, cancellation));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Outcome.TryAgain("folder-not-writable");
        }
    }

    // A year of them takes about a millisecond to look through.
    IEnumerable<string> Days() => Directory.CreateDirectory(_folder).EnumerateDirectories("????-??-??").Select(d => d.Name);

    async Task<string> Put(string day, string file, byte[] xml, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.Combine(_folder, day));
        var scratch = Path.Combine(_folder, $".writing-{Guid.NewGuid():n}");
        try
        {
            await File.WriteAllBytesAsync(scratch, xml, cancellation);
            File.Move(scratch, Path.Combine(_folder, day, file), overwrite: true);
        }
        finally
        {
            File.Delete(scratch);
        }

        return $"{day}/{file}";
    }
}
