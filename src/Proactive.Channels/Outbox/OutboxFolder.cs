using System.Collections.Concurrent;
using System.Text;
using Proactive.Channels.Email;

namespace Proactive.Channels.Outbox;

/// <summary>The files of an outbox. Their names begin with the time, so that they sort as they were written, and say nothing about a person.</summary>
sealed class OutboxFolder(string path)
{
    const int HeadersAtMost = 4096;

    // Which file holds which notice. Read from the folder once (again only if that failed): looking each time would make a long outbox slow.
    readonly Lazy<ConcurrentDictionary<string, string>> _written = new(() => Scan(path), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The mail that was written under this name before, as long as it is there.</summary>
    public string? Find(string name) => _written.Value.TryGetValue(name, out var file) && File.Exists(file) ? file : null;

    /// <summary>True if the mail's headers contain this.</summary>
    public static async Task<bool> Says(string file, string messageId, CancellationToken cancellation)
    {
        await using var mail = File.OpenRead(file);
        var start = new byte[HeadersAtMost];
        var count = await mail.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        return Encoding.Latin1.GetString(start, 0, count).Contains(messageId, StringComparison.Ordinal);
    }

    /// <summary>Puts both files in place, each whole or not at all; the mail last, because it is what says that the notice was written. Returns its name.</summary>
    public async Task<string> Put(string name, NoticeMail mail, string page, DateTimeOffset at, CancellationToken cancellation)
    {
        var dated = FormattableString.Invariant($"{at:yyyyMMdd-HHmm}-{name}");
        var scratch = Directory.CreateDirectory(Path.Combine(path, $".writing-{Guid.NewGuid():n}"));
        try
        {
            await Move(scratch, dated + ".html", Encoding.UTF8.GetBytes(page), cancellation);
            await Move(scratch, dated + ".eml", mail.Bytes, cancellation);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }

        _written.Value[name] = Path.Combine(path, dated + ".eml");
        return dated + ".eml";
    }

    async Task Move(DirectoryInfo scratch, string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var whole = Path.Combine(scratch.FullName, name);
        await File.WriteAllBytesAsync(whole, content, cancellation);
        File.Move(whole, Path.Combine(path, name), overwrite: true);
    }

    static ConcurrentDictionary<string, string> Scan(string path)
    {
        var time = "yyyyMMdd-HHmm-".Length;
        Directory.CreateDirectory(path);
        var written = new ConcurrentDictionary<string, string>();
        foreach (var file in Directory.EnumerateFiles(path, "*.eml"))
            if (Path.GetFileNameWithoutExtension(file) is var name && name.Length > time) written[name[time..]] = file;
        return written;
    }
}
