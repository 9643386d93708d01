using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Delivery;

/// <summary>Chooses the channel for a notice: the reader's order, then the life event's; of those, the first that may be used for the reader, reaches them at an address that is not in doubt, and has not failed for this notice.</summary>
public static class ChannelChoice
{
    /// <param name="isDoubtful">Whether a channel's address is not to be used.</param>
    /// <returns>The channel, or null if none is left.</returns>
    public static IChannel? For(Person reader, Guide guide, IEnumerable<Attempt> attempts, IReadOnlyCollection<IChannel> channels, Func<IChannel, string, bool> isDoubtful)
    {
        var failed = attempts.Where(a => a.Result is AttemptResult.GaveUp or AttemptResult.Bounced).Select(a => a.Channel).ToHashSet();
        return reader.Channels.Concat(guide.Channels).Distinct()
            .Where(name => !failed.Contains(name) && Guards.MayTravelBy(name, reader))
            .Select(name => channels.FirstOrDefault(c => c.Name == name))
            .FirstOrDefault(c => c?.AddressOf(reader) is { } address && !isDoubtful(c, address));
    }
}
