using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Delivery;

/// <summary>Chooses the channel for a notice: the citizen's order, then the life event's; of those, the first that may be used for the person, reaches them and has not given up on this notice.</summary>
public static class ChannelChoice
{
    /// <summary>The channel, or null if none is left.</summary>
    public static IChannel? For(Person person, Guide guide, string noticeId, IEnumerable<Attempt> attempts, IReadOnlyCollection<IChannel> channels)
    {
        var gaveUp = attempts.Where(a => a.NoticeId == noticeId && a.Result == AttemptResult.GaveUp).Select(a => a.Channel).ToHashSet();
        return person.Channels.Concat(guide.Channels).Distinct()
            .Where(name => !gaveUp.Contains(name) && Guards.MayTravelBy(name, person))
            .Select(name => channels.FirstOrDefault(c => c.Name == name))
            .FirstOrDefault(c => c?.AddressOf(person) is not null);
    }
}
