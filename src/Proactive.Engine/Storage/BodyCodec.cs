using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Proactive.Engine.Citizens;
using Proactive.Engine.Oversight;

namespace Proactive.Engine.Storage;

/// <summary>
/// What stores keep, as bytes and back: the one place that knows how it is written and encrypted. Bodies of a citizen are encrypted
/// with the citizen's data key and bound to the citizen: one put under another's key cannot be opened.
/// </summary>
public sealed class BodyCodec(MasterKey master)
{
    readonly JsonTypeInfo<CitizenFile> _file = BodyJson.Default.CitizenFile;
    readonly JsonTypeInfo<Person> _person = BodyJson.Default.Person;
    readonly JsonTypeInfo<RejectedEvent> _rejected = BodyJson.Default.RejectedEvent;
    readonly JsonTypeInfo<Proposal> _proposal = BodyJson.Default.Proposal;
    readonly JsonTypeInfo<IReadOnlyDictionary<string, string>> _texts = BodyJson.Default.IReadOnlyDictionaryStringString;

    /// <summary>Names the master key in use; a store that was written with another cannot be read.</summary>
    public string MasterKeyId => master.Id;

    /// <summary>The chain of this master key's audit log.</summary>
    public AuditChain Audit => master.Audit;

    public DataKey NewDataKey(CitizenKey citizen) => master.NewDataKey(citizen);

    /// <exception cref="InvalidDataException">It is not this citizen's, or another master key's.</exception>
    public DataKey Unwrap(CitizenKey citizen, byte[] wrapped) => master.Unwrap(citizen, wrapped);

    [SuppressMessage("Performance", "CA1822", Justification = "That files need nothing of the codec is nobody else's business.")]
    public byte[] Encode(CitizenFile file, DataKey key) => key.Encrypt(FileBody.Write(file), $"file {file.Key}");

    /// <exception cref="InvalidDataException">The bytes are not the file of this citizen.</exception>
    [SuppressMessage("Performance", "CA1822", Justification = "That files need nothing of the codec is nobody else's business.")]
    public CitizenFile DecodeFile(CitizenKey citizen, DataKey key, ReadOnlySpan<byte> body)
    {
        var what = $"file {citizen}";
        return FileBody.Read(what, key.Decrypt(body, what)) with { DataKey = key };
    }

    public byte[] Encode(CitizenKey citizen, Person person, DataKey key) => key.Encrypt(JsonSerializer.SerializeToUtf8Bytes(person, _person), $"person {citizen}");

    /// <exception cref="InvalidDataException">The bytes are not what is known of this citizen.</exception>
    public Person DecodePerson(CitizenKey citizen, DataKey key, ReadOnlySpan<byte> body) => Decode(key, body, $"person {citizen}", _person);

    public byte[] Encode(RejectedEvent rejected) => master.Shared.Encrypt(JsonSerializer.SerializeToUtf8Bytes(rejected, _rejected), $"rejected {rejected.Id}");

    /// <exception cref="InvalidDataException">The bytes are not this rejected event.</exception>
    public RejectedEvent DecodeRejected(string id, ReadOnlySpan<byte> body) => Decode(master.Shared, body, $"rejected {id}", _rejected);

    public byte[] Encode(Proposal proposal) => master.Shared.Encrypt(JsonSerializer.SerializeToUtf8Bytes(proposal, _proposal), $"proposal {proposal.Id}");

    /// <exception cref="InvalidDataException">The bytes are not this proposal.</exception>
    public Proposal DecodeProposal(string id, ReadOnlySpan<byte> body) => Decode(master.Shared, body, $"proposal {id}", _proposal);

    /// <summary>Rule books hold nothing personal and are written in clear.</summary>
    public byte[] Encode(ContentFolder files) => JsonSerializer.SerializeToUtf8Bytes(files.Texts, _texts);

    /// <exception cref="InvalidDataException">The bytes are not the files with this hash.</exception>
    public ContentFolder DecodeFiles(string hash, string root, ReadOnlySpan<byte> body)
    {
        var files = new ContentFolder(root, Parse($"rule book {hash}", body, _texts));
        return files.Hash == hash ? files : throw new InvalidDataException($"the rule book kept under {hash} was changed since.");
    }

    /// <summary>A file as it was kept before bodies were encrypted: as JSON.</summary>
    /// <exception cref="InvalidDataException">The bytes are not the file of this citizen.</exception>
    public CitizenFile DecodeUnencryptedFile(CitizenKey citizen, ReadOnlySpan<byte> body)
    {
        var file = Parse($"file {citizen}", body, _file);
        return file.Key == citizen ? file : throw new InvalidDataException($"what is kept as file {citizen} belongs to another citizen.");
    }

    /// <summary>A person as kept before bodies were encrypted.</summary>
    /// <exception cref="InvalidDataException">The bytes are not what is known of a person.</exception>
    public Person DecodeUnencryptedPerson(CitizenKey citizen, ReadOnlySpan<byte> body) => Parse($"person {citizen}", body, _person);

    static T Decode<T>(DataKey key, ReadOnlySpan<byte> body, string what, JsonTypeInfo<T> type) => Parse(what, key.Decrypt(body, what), type);

    // The reader's own message may quote what it stumbled over, so it is not passed on.
    static T Parse<T>(string what, ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new InvalidDataException($"what is kept as {what} is empty.");
        }
        catch (JsonException unreadable)
        {
            throw new InvalidDataException($"what is kept as {what} is damaged at byte {unreadable.BytePositionInLine}.");
        }
    }
}
