using System.Text;

namespace Proactive.Cli.Citizens;

/// <summary>Something that must not be found, e.g. a mail address, as the bytes it may be written in.</summary>
/// <param name="IsText">True if it counts only by itself: dk-1001 is not in dk-10011.</param>
sealed record Needle(string What, IReadOnlyList<byte[]> Forms, bool IsText)
{
    public static Needle Of(string what, byte[] bytes) => new(what, [bytes], IsText: false);

    /// <summary>A text as UTF-8, with JSON's escapes, and as mail writes it.</summary>
    public static Needle Of(string what, string text)
    {
        var escaped = string.Concat(text.Select(c => c < 0x80 ? $"{c}" : $"\\u{(int)c:x4}"));
        var quoted = string.Concat(Encoding.UTF8.GetBytes(text).Select(b => b < 0x80 ? $"{(char)b}" : $"={b:X2}"));
        return new Needle(what, [.. new[] { text, escaped, quoted }.Distinct().Select(Encoding.UTF8.GetBytes)], IsText: true);
    }
}

/// <summary>Looks for bytes in files of any size.</summary>
sealed class ByteSearch(IReadOnlyList<Needle> needles)
{
    const int Chunk = 1 << 20;

    readonly int _longest = needles.SelectMany(n => n.Forms).Max(f => f.Length);

    /// <summary>Where something was found, in words.</summary>
    public List<string> Hits { get; } = [];

    public int Files { get; private set; }

    public long Bytes { get; private set; }

    public void Search(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Files++;
        var buffer = new byte[Chunk + _longest + 1];
        var (kept, start, isLast) = (0, 0L, false);
        var found = new HashSet<Needle>();
        while (!isLast)
        {
            var read = file.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false);
            Bytes += read;
            isLast = kept + read < buffer.Length;
            var bytes = buffer.AsSpan(0, kept + read);
            foreach (var needle in needles.Where(n => !found.Contains(n)))
                if (Find(bytes, needle, start == 0, isLast) is >= 0 and var at && found.Add(needle)) Hits.Add($"{needle.What} in {path} at byte {start + at}");
            // What begins here may end in the next chunk; and the byte before it.
            kept = Math.Min(_longest + 1, bytes.Length);
            start += bytes.Length - kept;
            bytes[^kept..].CopyTo(buffer);
        }
    }

    static int Find(ReadOnlySpan<byte> bytes, Needle needle, bool isFirst, bool isLast)
    {
        foreach (var form in needle.Forms)
        {
            for (var from = 0; bytes[from..].IndexOf(form) is >= 0 and var next; from += next + 1)
            {
                var (at, end) = (from + next, from + next + form.Length);
                if (!needle.IsText || (Ends(bytes, at - 1, isFirst) && Ends(bytes, end, isLast))) return at;
            }
        }

        return -1;
    }

    // A text at the edge of a chunk is in the middle of another.
    static bool Ends(ReadOnlySpan<byte> bytes, int at, bool isEdgeOfFile) =>
        at < 0 || at >= bytes.Length ? isEdgeOfFile : !char.IsAsciiLetterOrDigit((char)bytes[at]);
}
