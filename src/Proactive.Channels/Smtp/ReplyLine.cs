using System.Buffers.Text;

namespace Proactive.Channels.Smtp;

/// <summary>One line of a reply (RFC 5321 4.2).</summary>
public static class ReplyLine
{
    /// <summary>With its end. RFC 5321 4.5.3.1.5 allows 512; some relays are more talkative.</summary>
    public const int MaxLength = 2048;

    /// <summary>Of one reply.</summary>
    public const int MaxLines = 100;

    /// <summary>Its status, and whether more lines follow.</summary>
    /// <param name="text">Without its end.</param>
    /// <exception cref="RelayException">It is none.</exception>
    public static (int Status, bool More) Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length < 3 || !Utf8Parser.TryParse(text[..3], out int status, out var digits) || digits != 3 || status is < 200 or > 599) throw RelayException.Unintelligible();
        return text.Length == 3 ? (status, false) : text[3] switch
        {
            (byte)' ' => (status, false),
            (byte)'-' => (status, true),
            _ => throw RelayException.Unintelligible(),
        };
    }
}
