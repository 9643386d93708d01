using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Proactive.Web.Administration.Exports;

/// <summary>How an export is written.</summary>
enum ExportFormat { Csv, Ndjson }

/// <summary>Rows written to the client as they are read, however many there are. A client that goes away ends the reading.</summary>
/// <param name="name">Of the file, without ending.</param>
sealed class Export(string name, ExportFormat format, IReadOnlyList<string> columns, Func<CancellationToken, IAsyncEnumerable<string[]>> read) : IResult
{
    const int RowsBetweenFlushes = 1000;

    // Cells that a spreadsheet would run as a formula are neutralised. The byte order mark is what tells Excel that the file is
    // UTF-8; without it Danish and Czech letters come out wrong, and programs that read CSV skip it.
    static readonly CsvWriterOptions Csv = CsvWriterOptions.Default with { Injection = CsvInjection.Escape, InjectionCharacters = "=+-@\t\r\n", NewLine = "\r\n", WriteByteOrderMark = true };

    static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task ExecuteAsync(HttpContext context)
    {
        var (response, gone) = (context.Response, context.RequestAborted);
        var ending = format == ExportFormat.Csv ? "csv" : "ndjson";
        response.ContentType = format == ExportFormat.Csv ? "text/csv; charset=utf-8; header=present" : "application/x-ndjson";
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"{name}.{ending}" }.ToString();
        try
        {
            await (format == ExportFormat.Csv ? WriteCsv(response, gone) : WriteNdjson(response, gone));
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // Nobody waits for the rest.
        }
    }

    async Task WriteCsv(HttpResponse response, CancellationToken gone)
    {
        await using var csv = CsvWriter.Create(response.Body, Csv, leaveOpen: true);
        await csv.WriteRecordAsync([.. columns], gone);
        await foreach (var row in read(gone).WithCancellation(gone)) await csv.WriteRecordAsync(row, gone);
        await csv.FlushAsync(gone);
    }

    async Task WriteNdjson(HttpResponse response, CancellationToken gone)
    {
        var names = columns.Select(c => JsonEncodedText.Encode(c)).ToList();
        using var json = new Utf8JsonWriter(response.BodyWriter, Json);
        var rows = 0;
        await foreach (var row in read(gone).WithCancellation(gone))
        {
            json.Reset(response.BodyWriter);
            json.WriteStartObject();
            foreach (var (column, value) in names.Zip(row)) json.WriteString(column, value);
            json.WriteEndObject();
            json.Flush();
            response.BodyWriter.Write("\n"u8);
            if (++rows % RowsBetweenFlushes == 0) await response.BodyWriter.FlushAsync(gone);
        }

        await response.BodyWriter.FlushAsync(gone);
    }
}
