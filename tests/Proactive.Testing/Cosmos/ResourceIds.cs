using System.Buffers.Binary;

namespace Proactive.Testing.Cosmos;

/// <summary>The service's own ids of things (<c>_rid</c>), in the form that the client takes apart.</summary>
static class ResourceIds
{
    public static string Database(uint database)
    {
        var id = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(id, database);
        return Text(id);
    }

    public static string Container(uint database, uint container) => Text(ContainerBytes(database, container, 8));

    public static string Document(uint database, uint container, ulong document)
    {
        var id = ContainerBytes(database, container, 16);
        BinaryPrimitives.WriteUInt64LittleEndian(id.AsSpan(8), document);
        return Text(id);
    }

    /// <summary>The number within a document's id by which documents of the same value are ordered.</summary>
    public static ulong Number(string document) =>
        BinaryPrimitives.ReadUInt64LittleEndian(Convert.FromBase64String(document.Replace('-', '/')).AsSpan(8));

    static byte[] ContainerBytes(uint database, uint container, int length)
    {
        var id = new byte[length];
        BinaryPrimitives.WriteUInt32BigEndian(id, database);
        // The highest bit says: a container, not a user.
        BinaryPrimitives.WriteUInt32BigEndian(id.AsSpan(4), container | 0x80000000);
        return id;
    }

    static string Text(byte[] id) => Convert.ToBase64String(id).Replace('/', '-');
}
