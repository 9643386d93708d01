using System.Security.Cryptography;
using System.Text;

namespace Proactive.Engine;

/// <summary>Ids that are made from what they name, so that doing anything twice gives the same id.</summary>
static class DerivedId
{
    /// <summary>32 hex digits from the parts, in order.</summary>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        var text = Encoding.UTF8.GetBytes($"{string.Join('\n', parts)}\n");
        return Convert.ToHexStringLower(SHA256.HashData(text).AsSpan(0, 16));
    }
}
