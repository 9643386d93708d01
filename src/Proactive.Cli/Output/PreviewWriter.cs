using Proactive.Cli.Channels;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rendering;

namespace Proactive.Cli.Output;

/// <summary>Writes previews as the channels write them, each into a folder of its own: <c>dk/moving/da/start/email</c>.</summary>
sealed class PreviewWriter(TemplateSet templates, string folder)
{
    readonly List<PreviewMessage> _messages = [];

    public IReadOnlyList<PreviewMessage> Messages => _messages;

    /// <summary>Returns the paths of the files.</summary>
    public async Task<IReadOnlyList<string>> Write(PreviewNotice notice, string kind, PreviewJourney journey, CancellationToken cancellation)
    {
        var telling = notice.Telling;
        var name = $"{journey.Guide.Id}/{telling.Reader.Language}/{kind}/{telling.Channel}";
        var (message, failure) = templates.Render(telling, notice.At);
        if (message is null) throw new CommandFailure(ExitCode.Problems, $"{name}: {failure} 'proactive templates check' says more.");

        var place = Path.Combine([folder, .. name.Split('/')]);
        // Channels keep what they wrote before; here it would be what the words were before.
        if (Directory.Exists(place)) Directory.Delete(place, recursive: true);
        Directory.CreateDirectory(place);
        var clock = new SimulatedClock(TimeZoneInfo.ConvertTime(notice.At, journey.Guide.Country.Zone));
        var channel = PreviewChannels.Open(telling.Channel, place, clock);
        if (await channel.Deliver(message, PreviewChannels.Addressed(telling.Reader), cancellation) is not Outcome.Delivered and var outcome)
            throw new CommandFailure(ExitCode.Problems, $"{name}: the channel did not take it: {outcome}");
        await PreviewChannels.Close(channel, cancellation);
        await File.WriteAllTextAsync(Path.Combine(place, "message.txt"), message.Text, cancellation);

        var files = Directory.GetFiles(place, "*", SearchOption.AllDirectories).Where(f => !Path.GetFileName(f).StartsWith('.')).Order(StringComparer.Ordinal).ToList();
        _messages.Add(new PreviewMessage(journey, kind, telling.Channel, message, [.. files.Select(f => $"{name}/{Path.GetRelativePath(place, f).Replace(Path.DirectorySeparatorChar, '/')}")]));
        return files;
    }
}
