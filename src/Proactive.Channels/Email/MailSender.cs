using System.Text;

namespace Proactive.Channels.Email;

/// <summary>Whom the mail comes from.</summary>
/// <param name="Address">The address in From, and to which bounces go.</param>
/// <param name="Name">The name in From; default none.</param>
/// <param name="ReplyTo">Where answers go; default the address itself.</param>
/// <param name="MessageIdDomain">The domain in Message-ID; default that of the address.</param>
public sealed record MailSender(string Address, string? Name = null, string? ReplyTo = null, string? MessageIdDomain = null)
{
    /// <summary>The same for the same notice, however often it is sent: a mailbox that gets it twice can tell.</summary>
    public string MessageId(string noticeId) => $"<{noticeId}@{MessageIdDomain ?? PlainAddress.DomainOf(PlainAddress.Read(Address)!)}>";

    /// <summary>What is wrong with it, each in a sentence; empty if nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (PlainAddress.Read(Address) is null) problems.Add("the sender's address is not an email address");
        if (Name?.Any(char.IsControl) == true) problems.Add("the sender's name contains a line break or another control character");
        if (ReplyTo is not null && PlainAddress.Read(ReplyTo) is null) problems.Add("the reply-to address is not an email address");
        if (MessageIdDomain is not null && (!Ascii.IsValid(MessageIdDomain) || Uri.CheckHostName(MessageIdDomain) != UriHostNameType.Dns))
            problems.Add("the Message-ID domain is not a domain name");
        return problems;
    }
}
