using System.Text;
using System.Text.RegularExpressions;

namespace Proactive.Hosts.Tests.Killing;

/// <summary>Everything that relays have taken to the end, by Message-ID and recipient.</summary>
sealed partial class Mailboxes
{
    readonly List<(string MessageId, string To)> _mails = [];

    public int Count => _mails.Count;

    /// <summary>Copies by notice id.</summary>
    public ILookup<string, string> ByNotice => _mails.ToLookup(m => m.MessageId.Split('@')[0], m => m.To);

    public void Take(IEnumerable<byte[]> mails)
    {
        foreach (var text in mails.Select(Encoding.Latin1.GetString))
        {
            var id = MessageId().Match(text).Groups[1].Value;
            // The relay keeps the beginning of what broke off, too; that was never handed over.
            if (id.Length > 0 && text.Contains($"--=_{id.Split('@')[0]}--", StringComparison.Ordinal)) _mails.Add((id, To().Match(text).Groups[1].Value));
        }
    }

    [GeneratedRegex(@"^Message-ID: *<([^>]+)>", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex MessageId();

    [GeneratedRegex(@"^To: *<?([^>\r\n]+)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex To();
}
