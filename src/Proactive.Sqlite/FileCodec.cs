using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;

namespace Proactive.Sqlite;

/// <summary>Bodies as bytes and back. The only place that knows how they are written.</summary>
sealed class FileCodec
{
    readonly JsonTypeInfo<CitizenFile> _file = BodyJson.Default.CitizenFile;
    readonly JsonTypeInfo<Person> _person = BodyJson.Default.Person;
    readonly JsonTypeInfo<IReadOnlyDictionary<string, string>> _texts = BodyJson.Default.IReadOnlyDictionaryStringString;

    public byte[] Encode(CitizenFile file) => JsonSerializer.SerializeToUtf8Bytes(file, _file);

    public byte[] Encode(Person person) => JsonSerializer.SerializeToUtf8Bytes(person, _person);

    /// <exception cref="InvalidDataException">The bytes are not the file of this citizen.</exception>
    public CitizenFile DecodeFile(CitizenKey key, ReadOnlySpan<byte> body)
    {
        var file = Decode(key, body, _file);
        // A body under another citizen's key would send one citizen's notices to another.
        return file.Key == key ? file : throw new InvalidDataException($"the body kept under {key} belongs to another citizen.");
    }

    /// <exception cref="InvalidDataException">The bytes are not a person.</exception>
    public Person DecodePerson(CitizenKey key, ReadOnlySpan<byte> body) => Decode(key, body, _person);

    public byte[] Encode(ContentFolder files) => JsonSerializer.SerializeToUtf8Bytes(files.Texts, _texts);

    /// <exception cref="InvalidDataException">The bytes are not the files with this hash.</exception>
    public ContentFolder DecodeFiles(string hash, string root, ReadOnlySpan<byte> body)
    {
        var files = new ContentFolder(root, Decode($"rule book {hash}", body, _texts));
        return files.Hash == hash ? files : throw new InvalidDataException($"the rule book kept under {hash} was changed since.");
    }

    // The reader's own message may quote what it stumbled over, so it is not passed on.
    static T Decode<T>(object key, ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new InvalidDataException($"the body kept under {key} is empty.");
        }
        catch (JsonException unreadable)
        {
            throw new InvalidDataException($"the body kept under {key} is damaged at byte {unreadable.BytePositionInLine}.");
        }
    }
}
