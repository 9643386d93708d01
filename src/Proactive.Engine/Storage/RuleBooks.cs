using System.Collections.Concurrent;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Storage;

/// <summary>
/// The rule book in force, and the older ones as the store keeps them: a journey goes on by the book it was planned with.
/// A new book takes the place of the old one in one step; what is under way finishes with the book it began with. Thread-safe.
/// </summary>
public sealed class RuleBooks
{
    /// <summary>Under this name a store notes which book is in force.</summary>
    public const string Note = "rule-book";

    readonly IStore _store;
    readonly ConcurrentDictionary<string, RuleBook> _older = new();
    volatile RuleBook _current;

    RuleBooks(IStore store, RuleBook current) => (_store, _current) = (store, current);

    public RuleBook Current => _current;

    /// <summary>Puts a book in force after the store has kept its files.</summary>
    public static async Task<RuleBooks> Begin(IStore store, RuleBook book, ContentFolder files, CancellationToken cancellation = default)
    {
        await PutInForce(store, files, cancellation);
        return new RuleBooks(store, book);
    }

    /// <summary>Goes on with the book that was last in force, as the store keeps it; null if there was none or this program cannot read it.</summary>
    public static async Task<RuleBooks?> Resume(IStore store, CancellationToken cancellation = default) =>
        await store.FindNote(Note, cancellation) is { } hash && await store.FindRuleBook(hash, cancellation) is { } files && RuleBook.Read(files).Book is { } book
            ? new RuleBooks(store, book) : null;

    /// <summary>Goes on with the book in force, for programs that put none of their own in its place; null: there was never one.</summary>
    /// <exception cref="InvalidDataException">This program cannot read it.</exception>
    public static async Task<RuleBooks?> ResumeOnly(IStore store, CancellationToken cancellation = default)
    {
        if (await Resume(store, cancellation) is { } resumed) return resumed;
        return await store.FindNote(Note, cancellation) is null ? null
            : throw new InvalidDataException("This program cannot read the rule book that is in force. Use the program that published it, or a newer one.");
    }

    static async Task PutInForce(IStore store, ContentFolder files, CancellationToken cancellation)
    {
        await store.KeepRuleBook(files, cancellation);
        await store.KeepNote(Note, files.Hash, cancellation);
    }

    /// <summary>Puts another book in force; the one before stays on the shelf for the journeys pinned to it.</summary>
    public async Task Replace(RuleBook book, ContentFolder files, CancellationToken cancellation)
    {
        await PutInForce(_store, files, cancellation);
        _older[_current.Hash] = _current;
        _current = book;
    }

    /// <summary>Takes over the book that another process has put in force; the one here stays where that is the same, or this program cannot read it.</summary>
    public async Task Follow(CancellationToken cancellation)
    {
        if (await _store.FindNote(Note, cancellation) is not { } hash || hash == _current.Hash || await Find(hash, cancellation) is not { } book) return;
        _older[_current.Hash] = _current;
        _current = book;
    }

    /// <summary><paramref name="current"/> together with the books that a citizen's journeys are pinned to.</summary>
    public async Task<RuleShelf> ShelfFor(CitizenFile file, RuleBook current, CancellationToken cancellation)
    {
        if (file.Journeys.All(j => j.RuleBook == current.Hash)) return new RuleShelf(current);
        var older = new Dictionary<string, RuleBook>();
        foreach (var hash in file.Journeys.Select(j => j.RuleBook).Distinct().Where(h => h != current.Hash))
            if (await Find(hash, cancellation) is { } book) older[hash] = book;
        return new RuleShelf(current, older);
    }

    async Task<RuleBook?> Find(string hash, CancellationToken cancellation)
    {
        if (_current.Hash == hash) return _current;
        if (_older.TryGetValue(hash, out var known)) return known;
        // A book that was in force had no problems; if this program no longer reads it, the current one has to do.
        var book = await _store.FindRuleBook(hash, cancellation) is { } files ? RuleBook.Read(files).Book : null;
        return book is null ? null : _older.GetOrAdd(hash, book);
    }
}
