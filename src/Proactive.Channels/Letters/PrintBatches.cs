using System.Globalization;

namespace Proactive.Channels.Letters;

/// <summary>
/// The letters of a day, for a print provider. They are gathered in <c>.open-yyyy-MM-dd</c>; when the day is over (the first letter of a
/// later day says so, or <see cref="Close"/>) the manifest is written and the folder gets its name, <c>yyyy-MM-dd</c>, in one step. So
/// what a provider sees without a dot is complete, never changes again, and may be fetched. Letters that come after their day was closed
/// make another batch, <c>yyyy-MM-dd-2</c>. Several processes may share the folder. A batch is to stay until the engine no longer tries
/// its letters (a day is plenty): it is what says that a letter was printed.
/// </summary>
sealed class PrintBatches(string folder, TimeProvider clock, bool duplex) : IDisposable
{
    const string Open = ".open-";
    const string Closing = ".closing-";
    const string Scratch = ".writing-";

    // A batch may be closed by another process between two steps.
    const int Tries = 3;

    readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Where the letter is, e.g. <c>2026-11-09/0123….pdf</c>; null if it was not printed.</summary>
    public string? Find(string noticeId)
    {
        if (!Directory.Exists(folder)) return null;
        foreach (var batch in Directory.EnumerateDirectories(folder))
            if (File.Exists(Path.Combine(batch, FileOf(noticeId)))) return Name(batch, noticeId);
        return null;
    }

    /// <summary>Puts the letter into today's batch, whole or not at all, unless it is in one already. Closes the batches of days that are over.</summary>
    public async Task<string> Put(string noticeId, byte[] pdf, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            // A try that died after its file was in place.
            if (Find(noticeId) is { } printed) return printed;
            var today = Today();
            await CloseBatches(batch => string.CompareOrdinal(batch, today) < 0, cancellation);
            for (var attempt = 1; ; attempt++)
            {
                var batch = Path.Combine(folder, Open + today);
                try
                {
                    Directory.CreateDirectory(batch);
                    await WholeFile.Write(batch, FileOf(noticeId), Scratch, pdf, cancellation);
                    return Name(batch, noticeId);
                }
                catch (IOException closed) when (closed is DirectoryNotFoundException or FileNotFoundException && attempt < Tries)
                {
                }
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Closes the batches of days that are over, and today's too if wanted.</summary>
    public async Task Close(bool todays, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var today = Today();
            await CloseBatches(batch => todays || string.CompareOrdinal(batch, today) < 0, cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    async Task CloseBatches(Predicate<string> isOver, CancellationToken cancellation)
    {
        if (Batches(Closing).Count == 0 && !Batches(Open).Exists(isOver)) return;
        // One process at a time: the system frees the file when it ends. The others come again later.
        await using var turn = new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        // What was begun and not finished first; nothing is put into it any more.
        foreach (var batch in Batches(Closing)) await Finish(batch, cancellation);
        foreach (var batch in Batches(Open).FindAll(isOver))
        {
            Directory.Move(Path.Combine(folder, Open + batch), Path.Combine(folder, Closing + batch));
            await Finish(batch, cancellation);
        }
    }

    async Task Finish(string batch, CancellationToken cancellation)
    {
        var closing = Path.Combine(folder, Closing + batch);
        foreach (var left in Directory.GetFiles(closing, Scratch + "*")) File.Delete(left);
        await WholeFile.Write(closing, "manifest.csv", Scratch, BatchManifest.Of(closing, duplex), cancellation);
        var complete = Path.Combine(folder, batch);
        for (var number = 2; Directory.Exists(complete); number++) complete = Path.Combine(folder, $"{batch}-{number}");
        Directory.Move(closing, complete);
    }

    List<string> Batches(string state) => !Directory.Exists(folder) ? []
        : [.. Directory.EnumerateDirectories(folder, state + "*").Select(path => Path.GetFileName(path)[state.Length..]).Order(StringComparer.Ordinal)];

    string Today() => clock.GetLocalNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string FileOf(string noticeId) => noticeId + ".pdf";

    static string Name(string batch, string noticeId) => $"{Path.GetFileName(batch).Replace(Open, "", StringComparison.Ordinal).Replace(Closing, "", StringComparison.Ordinal)}/{FileOf(noticeId)}";
}
