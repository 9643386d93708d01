using System.Collections.Concurrent;
using System.Text;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rendering;

namespace Proactive.Channels.Outbox;

/// <summary>The files of an outbox. Their names begin with the time, so that they sort as they were written, and say nothing about a person.</summary>
/// <param name="extension">Of the file that says that a notice was written, e.g. <c>.eml</c>; there may be others beside it.</param>
sealed class OutboxFolder(string path, string extension)
{
    const int HeadersAtMost = 4096;

    // Which file holds which notice. Read from the folder once (again only if that failed): looking each time would make a long outbox slow.
    readonly Lazy<ConcurrentDictionary<string, string>> _written = new(() => Scan(path, extension), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Writes the file of a notice, and before it those beside it, each whole or not at all. A notice that was written before stays as it is.</summary>
    /// <param name="id">Stands in the file's headers, and in no other notice's.</param>
    public async Task<Outcome> Keep(Message message, string id, DateTimeOffset at, ReadOnlyMemory<byte> content, CancellationToken cancellation, params IEnumerable<(string Extension, ReadOnlyMemory<byte> Content)> beside)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            var name = NameOf(message, message.Reference);
            // Some pair of many thousand notices has the same reference.
            if (Find(name) is { } namesake && !await Says(namesake, id, cancellation)) name = NameOf(message, message.NoticeId);
            return new Outcome.Delivered(Find(name) is { } written ? Path.GetFileName(written) : await Put(name, at, content, beside, cancellation));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Outcome.TryAgain("outbox-not-writable");
        }
    }

    string? Find(string name) => _written.Value.TryGetValue(name, out var file) && File.Exists(file) ? file : null;

    static async Task<bool> Says(string file, string id, CancellationToken cancellation)
    {
        await using var written = File.OpenRead(file);
        var start = new byte[HeadersAtMost];
        var count = await written.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        return Encoding.Latin1.GetString(start, 0, count).Contains(id, StringComparison.Ordinal);
    }

    // The file itself comes last, because it is what says that the notice was written.
    async Task<string> Put(string name, DateTimeOffset at, ReadOnlyMemory<byte> content, IEnumerable<(string Extension, ReadOnlyMemory<byte> Content)> beside, CancellationToken cancellation)
    {
        var dated = FormattableString.Invariant($"{at:yyyyMMdd-HHmm}-{name}");
        var scratch = Directory.CreateDirectory(Path.Combine(path, $".writing-{Guid.NewGuid():n}"));
        try
        {
            foreach (var file in beside) await Move(scratch, dated + file.Extension, file.Content, cancellation);
            await Move(scratch, dated + extension, content, cancellation);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }

        _written.Value[name] = Path.Combine(path, dated + extension);
        return dated + extension;
    }

    async Task Move(DirectoryInfo scratch, string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var whole = Path.Combine(scratch.FullName, name);
        await File.WriteAllBytesAsync(whole, content, cancellation);
        File.Move(whole, Path.Combine(path, name), overwrite: true);
    }

    static string NameOf(Message message, string id) => $"{id}-{message.Kind.ToString().ToLowerInvariant()}";

    static ConcurrentDictionary<string, string> Scan(string path, string extension)
    {
        var time = "yyyyMMdd-HHmm-".Length;
        Directory.CreateDirectory(path);
        var written = new ConcurrentDictionary<string, string>();
        foreach (var file in Directory.EnumerateFiles(path, "*" + extension))
            if (Path.GetFileNameWithoutExtension(file) is var name && name.Length > time) written[name[time..]] = file;
        return written;
    }
}
