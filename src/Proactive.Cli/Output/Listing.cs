using System.CommandLine;
using System.Text.Json;
using CsvHelper;
using Spectre.Console;

namespace Proactive.Cli.Output;

/// <summary>Prints rows as a table for people, or as JSON lines or CSV for programs.</summary>
sealed class Listing
{
    public Option<string> Format { get; } = new Option<string>("--format") { Description = "table, json (one object a line) or csv", DefaultValueFactory = _ => "table" }.AcceptOnlyFromAmong("table", "json", "csv");

    /// <summary>Prints the rows as they come; returns how many there were.</summary>
    public async Task<int> Print(ParseResult parsed, IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<string>> rows)
    {
        return parsed.GetValue(Format) switch
        {
            "json" => await PrintJson(columns, rows),
            "csv" => await PrintCsv(columns, rows),
            _ => await PrintTable(columns, rows),
        };
    }

    static async Task<int> PrintTable(IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table().Border(TableBorder.Minimal);
        // What is told last is longest and may take several lines; otherwise every column would be squeezed.
        for (var i = 0; i < columns.Count; i++) table.AddColumn(new TableColumn(Markup.Escape(columns[i])) { NoWrap = i < columns.Count - 2 });
        await foreach (var row in rows) table.AddRow([.. row.Select(cell => Markup.Escape(cell))]);
        if (table.Rows.Count > 0) Terminal.Out.Write(table);
        return table.Rows.Count;
    }

    static async Task<int> PrintJson(IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<string>> rows)
    {
        var count = 0;
        await foreach (var row in rows)
        {
            count++;
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(columns.Zip(row).ToDictionary(c => c.First, c => c.Second)));
        }

        return count;
    }

    static async Task<int> PrintCsv(IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<string>> rows)
    {
        // Cells that a spreadsheet would run as a formula are neutralised.
        var options = CsvWriterOptions.Default with { Injection = CsvInjection.Escape, NewLine = "\n" };
        await using var csv = CsvWriter.Create(Console.Out, options, leaveOpen: true);
        csv.WriteRecord([.. columns]);
        var count = 0;
        await foreach (var row in rows)
        {
            count++;
            await csv.WriteRecordAsync([.. row], CancellationToken.None);
        }

        return count;
    }
}
