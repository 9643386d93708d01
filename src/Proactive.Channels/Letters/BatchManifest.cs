using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using PdfSharp.Pdf.IO;
using Proactive.Engine.Notices;

namespace Proactive.Channels.Letters;

/// <summary>What a print provider needs to know of a batch, a line for each letter; nothing of it says whom a letter is for.</summary>
static class BatchManifest
{
    static readonly string[] Columns = ["file", "reference", "notice_id", "language", "pages", "colour", "duplex", "sha256", "created"];

    /// <summary>Made from the letters themselves, so that it says what is there. UTF-8, lines ended with a line feed, times in UTC.</summary>
    public static byte[] Of(string batch, bool duplex)
    {
        using var text = new StringWriter { NewLine = "\n" };
        using (var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { Injection = CsvInjection.Escape, NewLine = "\n" }, leaveOpen: true))
        {
            csv.WriteRecord(Columns);
            foreach (var file in Directory.GetFiles(batch, "*.pdf").Order(StringComparer.Ordinal)) csv.WriteRecord(Line(file, duplex));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static string[] Line(string file, bool duplex)
    {
        var bytes = File.ReadAllBytes(file);
        using var content = new MemoryStream(bytes);
        using var letter = PdfReader.Open(content, PdfDocumentOpenMode.Import);
        var noticeId = Path.GetFileNameWithoutExtension(file);
        return
        [
            Path.GetFileName(file), Notice.ReferenceOf(noticeId), noticeId, letter.Language, letter.PageCount.ToString(CultureInfo.InvariantCulture),
            "black", duplex ? "two-sided" : "one-sided", Convert.ToHexStringLower(SHA256.HashData(bytes)),
            letter.Info.CreationDate.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ];
    }
}
