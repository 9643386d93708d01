using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Delivery;

/// <summary>When a channel that said "not now" is tried again. The whole policy is this table.</summary>
public static class RetrySchedule
{
    static readonly Dictionary<string, TimeSpan[]> Waits = new()
    {
        // Greylisting lifts after minutes; a relay that is down comes back within hours (RFC 5321 4.5.4.1).
        [ChannelName.Email] = [Minutes(1), Minutes(5), Minutes(15), Minutes(30), Minutes(60), Minutes(120), Minutes(240)],
        // A gateway is back soon or not at all, and what a text message is for does not wait.
        [ChannelName.TextMessage] = [Minutes(1), Minutes(5), Minutes(30), Minutes(60), Minutes(120)],
        // The national mailbox may be closed for a night of maintenance.
        [ChannelName.DigitalPost] = [Minutes(1), Minutes(5), Minutes(30), Minutes(60), Minutes(240), Minutes(1440)],
        // A full disk or a printer's folder that is away: somebody has to come.
        [ChannelName.Letter] = [Minutes(15), Minutes(60), Minutes(240), Minutes(1440)],
    };

    static readonly TimeSpan[] Others = [Minutes(5), Minutes(30), Minutes(120)];

    /// <summary>How long to wait after try <paramref name="number"/> (the first is 1), or null if that was the last.</summary>
    /// <param name="noticeId">Spreads the tries by up to a fifth, so that what failed together does not come back together; the same for the same notice.</param>
    public static TimeSpan? WaitAfter(string channel, int number, string noticeId)
    {
        var waits = Waits.GetValueOrDefault(channel, Others);
        return number <= waits.Length ? waits[number - 1] * (1 + (Share(noticeId) / 5)) : null;
    }

    static double Share(string noticeId) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(noticeId))) / (double)uint.MaxValue;

    /// <summary>How long to wait before the one repetition of a try whose outcome cannot be known.</summary>
    public static TimeSpan AfterUnknown { get; } = Minutes(30);

    static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}
