using Proactive.Engine.Citizens;

namespace Proactive.Engine.Storage;

/// <summary>Sees to it that a store is always used with the same secret behind its citizen keys: with another, everybody would get a second file and be written to twice.</summary>
public static class CitizenKeyCheck
{
    const string Note = "citizen-key";

    /// <param name="name">Of the store, for the message.</param>
    /// <param name="first">Whether the secret becomes the store's where it has none yet; false where the store is only looked at.</param>
    /// <exception cref="StoreException">The store was written with another secret.</exception>
    public static async Task Run(IStore store, string name, CitizenKeys keys, bool first, CancellationToken cancellation = default)
    {
        var own = keys.Of(Note).Value;
        var known = await store.FindNote(Note, cancellation);
        if (known is null && first) await store.KeepNote(Note, own, cancellation);
        if (known is not null && known != own)
            throw new StoreException(name, "be used", "it was written with another secret behind its citizen keys. Give it the one it was made with.", StoreFault.WrongCitizenKey);
    }
}
