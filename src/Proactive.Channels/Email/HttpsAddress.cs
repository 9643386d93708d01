namespace Proactive.Channels.Email;

/// <summary>Writes the address of a page where only ASCII may stand.</summary>
static class HttpsAddress
{
    // A header line may have 998 (RFC 5322 2.1.1).
    const int MaxLength = 900;

    /// <summary>Null if it is no https address, or longer than any we hand out.</summary>
    public static string? Of(Uri? page)
    {
        if (page is not { IsAbsoluteUri: true, Scheme: "https" }) return null;
        var ascii = page.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped);
        if (page.HostNameType == UriHostNameType.Dns) ascii = ascii.Replace(page.Host, page.IdnHost, StringComparison.Ordinal);
        return ascii.Length <= MaxLength && !ascii.AsSpan().ContainsAnyExceptInRange('!', '~') && !ascii.AsSpan().ContainsAny("<>\"") ? ascii : null;
    }
}
