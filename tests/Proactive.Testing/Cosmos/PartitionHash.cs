using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Proactive.Testing.Cosmos;

/// <summary>Where a partition key lies among the physical partitions: version 2 of the service's hash, which the client computes too.</summary>
static class PartitionHash
{
    const ulong C1 = 0x87c37b91114253d5;
    const ulong C2 = 0x4cf5ad432745937f;

    /// <summary>32 hexadecimal digits from 00… up to, not including, 40…</summary>
    public static string Of(string key)
    {
        // A string's mark, its bytes, its end.
        var (low, high) = Murmur([0x08, .. Encoding.UTF8.GetBytes(key), 0xFF]);
        Span<byte> hash = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(hash, high);
        BinaryPrimitives.WriteUInt64BigEndian(hash[8..], low);
        hash[0] &= 0x3F;
        return Convert.ToHexString(hash);
    }

    // MurmurHash3, 128 bits for x64, seed 0.
    static (ulong Low, ulong High) Murmur(ReadOnlySpan<byte> data)
    {
        var (low, high) = (0UL, 0UL);
        var rest = data;
        for (; rest.Length >= 16; rest = rest[16..])
        {
            low ^= Mixed(BinaryPrimitives.ReadUInt64LittleEndian(rest), C1, 31, C2);
            low = (BitOperations.RotateLeft(low, 27) + high) * 5 + 0x52dce729;
            high ^= Mixed(BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]), C2, 33, C1);
            high = (BitOperations.RotateLeft(high, 31) + low) * 5 + 0x38495ab5;
        }

        Span<byte> tail = stackalloc byte[16];
        rest.CopyTo(tail);
        high ^= Mixed(BinaryPrimitives.ReadUInt64LittleEndian(tail[8..]), C2, 33, C1) ^ (ulong)data.Length;
        low ^= Mixed(BinaryPrimitives.ReadUInt64LittleEndian(tail), C1, 31, C2) ^ (ulong)data.Length;
        low += high;
        high += low;
        (low, high) = (Finished(low), Finished(high));
        low += high;
        return (low, high + low);
    }

    static ulong Mixed(ulong word, ulong first, int turn, ulong second) => BitOperations.RotateLeft(word * first, turn) * second;

    static ulong Finished(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }
}
