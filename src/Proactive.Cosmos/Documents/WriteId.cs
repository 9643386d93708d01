using System.Buffers.Text;
using System.Security.Cryptography;

namespace Proactive.Cosmos.Documents;

/// <summary>Names one write, and what is made by it: 16 characters that may stand in an id.</summary>
static class WriteId
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12));
}
