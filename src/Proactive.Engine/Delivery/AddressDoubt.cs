using Proactive.Engine.Citizens;

namespace Proactive.Engine.Delivery;

/// <summary>An address at which a message could not be delivered: not used any more until the registry has another.</summary>
/// <param name="Address">A hash of it: enough to know it again.</param>
public sealed record AddressDoubt(string Channel, string Address, DateTimeOffset Since)
{
    public static string HashOf(CitizenKey citizen, string channel, string address) => DerivedId.Of("address", citizen.Value, channel, address)[..16];

    /// <summary>
    /// Whether a bounce with this detail says something of the address. An enhanced status (RFC 3463) does so by its subject: 1 the
    /// address itself (but 1.7 and 1.8 are about the sender's), 2.1 a mailbox that is closed; a full mailbox, the network or a policy
    /// says nothing. Other codes, of print and text message providers, are believed.
    /// </summary>
    public static bool IsRaisedBy(string detail) =>
        detail.Split('.') is not ["5" or "4", var subject, var rest] || (subject == "1" && rest is not ("7" or "8")) || (subject == "2" && rest == "1");
}
