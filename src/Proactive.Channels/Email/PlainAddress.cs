using System.Buffers;
using System.Globalization;
using System.Net.Mail;
using System.Text;

namespace Proactive.Channels.Email;

/// <summary>Reads an address that stands for one mailbox and nothing else.</summary>
static class PlainAddress
{
    // RFC 5321 4.5.3.1.3: a path of 256 characters with its angle brackets.
    const int MaxLength = 254;

    static readonly SearchValues<char> Marks = SearchValues.Create(",;<>()\"");

    // Without these rules a wide comma or bracket in a domain would become a real one.
    static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>
    /// The address as relays want it, all ASCII, or null if this is not exactly one. The library would also read a name, a comment,
    /// spaces or a list out of a text; whoever typed one of those into an address field meant something that we would have to guess.
    /// </summary>
    public static string? Read(string? text)
    {
        if (text is null || text.Length > MaxLength || text.AsSpan().ContainsAny(Marks) || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))) return null;
        // A local part beyond ASCII needs a relay with SMTPUTF8 (RFC 6531); few have it, and the others would refuse it.
        if (!MailAddress.TryCreate(text, out var address) || address.Address != text || !Ascii.IsValid(address.User)) return null;
        if (Ascii.IsValid(text)) return text;
        try
        {
            var ascii = $"{address.User}@{Idn.GetAscii(address.Host)}";
            return ascii.Length > MaxLength ? null : ascii;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>What stands after the at sign of an address that was read here.</summary>
    public static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];
}
