using System.CommandLine;
using System.Globalization;
using Proactive.Cli.Data;
using Proactive.Cli.Output;
using Proactive.Web.Registries;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive sources add|list|remove</c>: which registries may send events over HTTP, and how they prove who they are.</summary>
static class SourcesCommand
{
    /// <summary>One in use, and one that takes its place.</summary>
    const int MostProofs = 2;

    static readonly string[] Columns = ["name", "proof", "id", "since", "source"];

    public static Command Create(Settings settings)
    {
        var name = new Argument<string>("name") { Description = "What you call the registry, e.g. cpr" };
        name.Validators.Add(argument =>
        {
            if (!argument.Tokens.All(t => t.Value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'))) argument.AddError("A name has letters, digits, dashes and full stops.");
        });

        var prefix = new Option<string?>("--source") { Description = "What the 'source' of its events is or begins with, e.g. urn:dk:cpr; needed the first time" };
        var signed = new Option<bool>("--signed") { Description = "It signs its requests (Standard Webhooks) instead of sending an API key" };
        var add = new Command("add", "Let a registry send events; prints its key once. Again for the same name: a second key, while one replaces the other") { name, prefix, signed };
        add.SetAction((parsed, cancellation) => Add(DataFolder.Of(parsed, settings).Sources, parsed.GetValue(name)!, parsed.GetValue(prefix), parsed.GetValue(signed), cancellation));

        var listing = new Listing();
        var list = new Command("list", "Which registries may send events") { listing.Format };
        list.SetAction((parsed, _) => List(DataFolder.Of(parsed, settings).Sources, listing, parsed));

        var id = new Option<string?>("--id") { Description = "Only this key, by its id in 'sources list'" };
        var remove = new Command("remove", "Take a registry's keys back, at once") { name, id };
        remove.SetAction((parsed, _) => Remove(DataFolder.Of(parsed, settings).Sources, parsed.GetValue(name)!, parsed.GetValue(id)));
        return new Command("sources", "Which registries may send events over HTTP") { add, list, remove };
    }

    static async Task<int> Add(SourceFile file, string name, string? prefix, bool signed, CancellationToken cancellation)
    {
        var sources = Read(file);
        var known = sources.FirstOrDefault(s => s.Name == name);
        if (string.IsNullOrWhiteSpace(prefix ?? known?.Prefix)) throw new CommandFailure(ExitCode.Usage, "Say with --source what the 'source' of its events is or begins with, e.g. --source urn:dk:cpr.");
        if (known is not null && prefix is not null && prefix != known.Prefix) throw new CommandFailure(ExitCode.Usage, $"{name} is registered for {known.Prefix}. Remove it first, or give the other one a name of its own.");
        if (known?.Proofs.Count >= MostProofs) throw new CommandFailure(ExitCode.Usage, $"{name} has {MostProofs} keys already. Remove the old one: 'proactive sources remove {name} --id ID'.");
        var (secret, proof) = signed ? SourceProof.NewSecret(TimeProvider.System.GetUtcNow()) : SourceProof.NewKey(TimeProvider.System.GetUtcNow());
        var source = known is null ? new Source(name, prefix!, [proof]) : known with { Proofs = [.. known.Proofs, proof] };
        file.Write([.. sources.Where(s => s.Name != name), source]);
        await Console.Out.WriteLineAsync(secret.AsMemory(), cancellation);
        await Console.Error.WriteLineAsync(signed
            ? $"{name} signs its requests with this secret (Standard Webhooks). It is shown this once. A server that is running knows it in a few seconds."
            : $"{name} sends this key as 'Authorization: Bearer pk_…'. It is shown this once, and kept as a hash only. A server that is running knows it in a few seconds.");
        return ExitCode.Fine;
    }

    static async Task<int> List(SourceFile file, Listing listing, ParseResult parsed)
    {
        var rows = Read(file).SelectMany(s => s.Proofs.Select(p => (IReadOnlyList<string>)[s.Name, p.KeyHash is null ? "signature" : "key", p.Id, p.Since.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture), s.Prefix]));
        if (await listing.Print(parsed, Columns, rows.ToAsyncEnumerable()) == 0) await Console.Error.WriteLineAsync("No registry is registered: 'serve' takes events from anybody on this machine, and listens to no other.");
        return ExitCode.Fine;
    }

    static async Task<int> Remove(SourceFile file, string name, string? id)
    {
        var sources = Read(file);
        var source = sources.FirstOrDefault(s => s.Name == name) ?? throw new CommandFailure(ExitCode.Usage, $"No source has the name {name}; 'proactive sources list' has them.");
        var left = source with { Proofs = [.. source.Proofs.Where(p => id is not null && p.Id != id)] };
        if (left.Proofs.Count == source.Proofs.Count) throw new CommandFailure(ExitCode.Usage, $"{name} has no key {id}; 'proactive sources list' has them.");
        file.Write([.. sources.Where(s => s.Name != name), .. left.Proofs.Count > 0 ? new[] { left } : []]);
        await Console.Error.WriteLineAsync($"Removed; a server that is running turns it away in a few seconds. {(left.Proofs.Count > 0 ? $"{name} has one key left." : $"{name} sends no events any more.")}");
        return ExitCode.Fine;
    }

    static IReadOnlyList<Source> Read(SourceFile file)
    {
        try
        {
            return file.Read().Sources;
        }
        catch (InvalidDataException problem)
        {
            throw new CommandFailure(ExitCode.Environment, problem.Message);
        }
    }
}
