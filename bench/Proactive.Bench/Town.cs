using System.Text;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;
using Proactive.Sqlite;

namespace Proactive.Bench;

/// <summary>A SQLite store in a folder of its own, full of adults who move, with the shipped rules and templates.</summary>
sealed class Town : IAsyncDisposable
{
    // A Monday morning, offices open.
    public static readonly DateTimeOffset Monday = new(2026, 11, 9, 9, 0, 0, TimeSpan.FromHours(1));

    static readonly Lazy<(ContentFolder Files, RuleBook Book, TemplateSet Templates)> Content = new(() =>
    {
        var files = ContentFolder.Read(Folder("rules"), ".yaml");
        return (files, RuleBook.Read(files).Book!, TemplateSet.Read(ContentFolder.Read(Folder("templates"), ".md", ".txt", ".yaml", ".html")).Templates!);
    });

    readonly DirectoryInfo? _folder;

    Town(DirectoryInfo? folder, SqliteStore store, RuleBooks rules, IChannel channel, DateTimeOffset now)
    {
        (_folder, Store, Clock) = (folder, store, new SimulatedClock(now));
        Flow = new Flow(rules, Templates, store, [channel], Keys, Clock);
    }

    public static RuleBook Book => Content.Value.Book;

    public static TemplateSet Templates => Content.Value.Templates;

    public static CitizenKeys Keys { get; } = new(new byte[32]);

    public static BodyCodec Codec { get; } = new(new MasterKey(new byte[32]));

    public SqliteStore Store { get; }

    public Flow Flow { get; }

    public SimulatedClock Clock { get; }

    /// <summary>Opens a store in a new folder and makes its people known.</summary>
    public static async Task<Town> Build(int people, IChannel channel)
    {
        var folder = Directory.CreateTempSubdirectory("proactive-bench-");
        var store = SqliteStore.Open(Path.Combine(folder.FullName, "proactive.db"), Codec);
        var town = new Town(folder, store, await RuleBooks.Begin(store, Book, Content.Value.Files), channel, Monday);
        foreach (var chunk in Enumerable.Range(0, people).Select(i => (Keys.Of(Id(i)), Person(i))).Chunk(512)) await store.SavePersons(chunk, default);
        return town;
    }

    /// <summary>Opens a store that is there.</summary>
    public static async Task<Town> Open(string path, IChannel channel, DateTimeOffset now)
    {
        var store = SqliteStore.Open(path, Codec);
        return new Town(null, store, await RuleBooks.Begin(store, Book, Content.Value.Files), channel, now);
    }

    /// <summary>A move to another municipality, 430 bytes: five steps of three agencies.</summary>
    public static ReadOnlyMemory<byte> Move(int number) => Encoding.UTF8.GetBytes(
        $$"""{"specversion":"1.0","id":"move-{{number:d8}}","source":"urn:bench:registry","type":"dk.cpr.person-moved.v1","subject":"{{Id(number)}}","time":"2026-11-09T09:00:00+01:00","data":{"movedOn":"2026-11-07","from":{"municipality":"0751","postcode":"8000"},"to":{"municipality":"0461","postcode":"5000"},"hadProtection":true,"doctorKm":142.5,"household":[{"id":"child-{{number:d8}}","birthDate":"2018-06-01","fromOtherParent":true}]} }""");

    public static string Id(int number) => $"person-{number:d8}";

    public static Person Person(int number) => new()
    {
        Id = Id(number),
        Name = "Anna Sørensen",
        BirthDate = new DateOnly(1987, 5, 14),
        Municipality = "0461",
        Language = "da",
        Email = $"anna.{number}@example.org",
    };

    public static string Folder(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Proactive.sln"))) folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("Proactive.sln is in no folder above the program."), name);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder?.Delete(recursive: true);
    }
}
