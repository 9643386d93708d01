using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Proactive.Engine.Citizens;

namespace Proactive.Engine.Visits;

/// <summary>A link in a message to the citizen's own page. What stands in the message is random and kept nowhere; kept is its hash.</summary>
/// <param name="Hash">See <see cref="HashOf"/>.</param>
/// <param name="Reader">Whom the message went to: the citizen or a guardian. Opens nothing once somebody else would be written to.</param>
/// <param name="Journeys">Those the message told of.</param>
public sealed record GuideLink(string Hash, CitizenKey Reader, ImmutableArray<string> Journeys, DateTimeOffset Expires)
{
    /// <summary>Of the secret in a link.</summary>
    public const int Bytes = 16;

    /// <summary>The secret as it stands in a link: 22 characters.</summary>
    public static string TokenOf(ReadOnlySpan<byte> random) => Base64Url.EncodeToString(random);

    const int TokenLength = 22;

    /// <summary>Whether a text can be a token at all.</summary>
    public static bool IsToken(string text) => text.Length == TokenLength && Base64Url.IsValid(text);

    /// <summary>Under which key the citizen is found whom a link is about.</summary>
    public static string ConcernOf(string hash) => $"link {hash}";

    /// <summary>What is kept of a token: enough to know it again, useless to open the page.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"link {token}")).AsSpan(0, 16));
}
