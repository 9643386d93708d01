using System.Globalization;
using System.Security.Cryptography;
using PdfSharp.Pdf.IO;
using Proactive.Engine.Delivery;

namespace Proactive.Adapters.Tests;

/// <summary>What a print provider finds in the folder.</summary>
public sealed class PrintBatchTests
{
    static string Id(int number) => $"{number:x32}";

    static string[] Manifest(string folder, string batch) => File.ReadAllLines(Path.Combine(folder, batch, "manifest.csv"));

    static string[] Complete(string folder) => [.. Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)!).Where(name => name[0] != '.').Order(StringComparer.Ordinal)];

    [Fact]
    public async Task A_batch_is_seen_when_its_day_is_over_and_then_is_whole()
    {
        var clock = new ZonedClock("2026-11-09T22:30:00Z", "Europe/Copenhagen");
        using var letters = new Letters(clock: clock);
        var message = await Letters.CzechJobLoss();
        Assert.Equal(new Outcome.Delivered($"2026-11-09/{Id(1)}.pdf"), await letters.Deliver(message with { NoticeId = Id(1) }));
        Assert.Empty(Complete(letters.Folder));

        clock.Now += TimeSpan.FromHours(1);
        Assert.Equal(new Outcome.Delivered($"2026-11-10/{Id(2)}.pdf"), await letters.Deliver(message with { NoticeId = Id(2) }));
        Assert.Equal(["2026-11-09"], Complete(letters.Folder));
        var letter = Path.Combine(letters.Folder, "2026-11-09", $"{Id(1)}.pdf");
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(letter)));
        Assert.Equal(
            ["file,reference,notice_id,language,pages,colour,duplex,sha256,created", $"{Id(1)}.pdf,0000-0000,{Id(1)},cs,3,black,two-sided,{hash},2026-11-09T22:30:00Z"],
            Manifest(letters.Folder, "2026-11-09"));
        Assert.Equal([$"{Id(1)}.pdf", "manifest.csv"], Directory.GetFileSystemEntries(Path.Combine(letters.Folder, "2026-11-09")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_batch_closed_early_is_never_added_to()
    {
        using var letters = new Letters(o => o with { Duplex = false });
        var message = await Letters.EnglishMove();
        await letters.Deliver(message with { NoticeId = Id(1) });
        await letters.Channel.CloseBatch(CancellationToken.None);
        await letters.Deliver(message with { NoticeId = Id(2) });
        await letters.Channel.CloseBatch(CancellationToken.None);
        await letters.Channel.CloseBatch(CancellationToken.None);
        Assert.Equal(["2026-11-09", "2026-11-09-2"], Complete(letters.Folder));
        Assert.Contains(Id(1), Assert.Single(Manifest(letters.Folder, "2026-11-09")[1..]), StringComparison.Ordinal);
        Assert.Contains($"{Id(2)},en,2,black,one-sided,", Assert.Single(Manifest(letters.Folder, "2026-11-09-2")[1..]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_that_is_in_any_batch_is_not_printed_again()
    {
        var clock = new ZonedClock("2026-11-09T10:00:00Z", "Europe/Copenhagen");
        using var letters = new Letters(clock: clock);
        var message = await Letters.EnglishMove();
        var first = await letters.Deliver(message);
        // Open, complete, and long ago; also if the person can no longer be written to, because the letter is out.
        Assert.Equal(first, await letters.Deliver(message));
        await letters.Channel.CloseBatch(CancellationToken.None);
        clock.Now += TimeSpan.FromDays(3);
        Assert.Equal(first, await letters.Deliver(message, Letters.Citizen with { Name = "王小明" }));
        using var restarted = new Proactive.Channels.Letters.LetterChannel(new() { Folder = letters.Folder, Sender = Letters.Sender, PdfSharpLicense = Proactive.Channels.Letters.LetterOptions.Agpl }, clock);
        Assert.Equal(first, await restarted.Deliver(message, Letters.Citizen, CancellationToken.None));
        Assert.Single(Directory.GetFiles(letters.Folder, "*.pdf", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_a_dead_process_left_is_brought_to_its_end()
    {
        using var letters = new Letters();
        var message = await Letters.EnglishMove();
        await letters.Deliver(message with { NoticeId = Id(1) });
        // It died while it wrote another letter, and again while it closed the batch, before the manifest.
        await File.WriteAllTextAsync(Path.Combine(letters.Folder, ".open-2026-11-09", ".writing-1"), "%PDF-1.7 half");
        Directory.Move(Path.Combine(letters.Folder, ".open-2026-11-09"), Path.Combine(letters.Folder, ".closing-2026-11-09"));
        Assert.Equal(new Outcome.Delivered($"2026-11-09/{Id(1)}.pdf"), await letters.Deliver(message with { NoticeId = Id(1) }));
        await letters.Deliver(message with { NoticeId = Id(2) });
        Assert.Equal(["2026-11-09"], Complete(letters.Folder));
        Assert.Contains(Id(1), Assert.Single(Manifest(letters.Folder, "2026-11-09")[1..]), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(letters.Folder, ".writing-*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Sixty_four_at_once_by_two_channels_that_close_batches_meanwhile_are_each_printed_once()
    {
        using var one = new Letters();
        using var two = new Letters(o => o with { Folder = one.Folder });
        var (message, other) = (await Letters.CzechJobLoss(), await Letters.EnglishMove());
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(async () =>
        {
            var letters = number % 2 == 0 ? one : two;
            Outcome outcome;
            // Both may want to close the same batch; the engine comes again later.
            do outcome = await letters.Deliver((number % 3 == 0 ? message : other) with { NoticeId = Id(number) });
            while (outcome is Outcome.TryAgain);
            if (number % 16 == 15 && number % 2 == 1) await two.Channel.CloseBatch(CancellationToken.None);
            return outcome;
        })));
        Assert.All(outcomes, outcome => Assert.IsType<Outcome.Delivered>(outcome));
        await one.Channel.CloseBatch(CancellationToken.None);

        var lines = Complete(one.Folder).SelectMany(batch => Manifest(one.Folder, batch)[1..].Select(line => (Batch: batch, Cells: line.Split(',')))).ToList();
        Assert.Equal(Enumerable.Range(0, 64).Select(Id), lines.Select(line => line.Cells[2]).Order(StringComparer.Ordinal));
        foreach (var (batch, cells) in lines)
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(one.Folder, batch, cells[0]));
            Assert.Equal(cells[7], Convert.ToHexStringLower(SHA256.HashData(bytes)));
            using var letter = PdfReader.Open(new MemoryStream(bytes), PdfDocumentOpenMode.Import);
            Assert.Equal(int.Parse(cells[4], CultureInfo.InvariantCulture), letter.PageCount);
        }

        // What was set beside others is what is set alone.
        using var alone = new Letters();
        Assert.Equal(await alone.Pdf(message with { NoticeId = Id(3) }), await File.ReadAllBytesAsync(Path.Combine(one.Folder, lines.Single(l => l.Cells[2] == Id(3)).Batch, $"{Id(3)}.pdf")));
    }

    [Fact]
    public async Task A_name_is_in_no_file_name_and_no_manifest()
    {
        using var letters = new Letters();
        await letters.Deliver(await Letters.DanishMove(), Letters.Citizen with { Name = "=Anna" });
        await letters.Channel.CloseBatch(CancellationToken.None);
        var said = string.Join('\n', Directory.GetFileSystemEntries(letters.Folder, "*", SearchOption.AllDirectories)) + string.Join('\n', Manifest(letters.Folder, "2026-11-09"));
        foreach (var personal in new[] { "Anna", "Nørre", "København", "0107801234" }) Assert.DoesNotContain(personal, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_tried_again()
    {
        using var letters = new Letters();
        await File.WriteAllTextAsync(letters.Folder, "in the way");
        Assert.Equal(new Outcome.TryAgain("letters-not-writable"), await letters.Deliver(await Letters.EnglishMove()));
        File.Delete(letters.Folder);
        Assert.IsType<Outcome.Delivered>(await letters.Deliver(await Letters.EnglishMove()));
    }

    [Fact]
    public async Task What_is_cancelled_in_time_is_not_printed()
    {
        using var letters = new Letters();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await letters.Channel.Deliver(await Letters.EnglishMove(), Letters.Citizen, new CancellationToken(canceled: true)));
        Assert.False(Directory.Exists(letters.Folder));
    }
}
