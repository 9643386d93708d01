using System.CommandLine;
using Proactive.Cli.Output;
using Proactive.Engine.Rules;
using Spectre.Console;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive rules data</c>: the record of processing that GDPR art. 30 asks for, as far as rules go.</summary>
static class DataCommand
{
    public static Command Create(Settings settings)
    {
        var format = Format.Option();
        var command = new Command("data", "Show the personal data that each rule reads and why, and what nobody reads") { format };
        command.SetAction(parsed => Run(Content.LoadRules(Content.RuleFolder(parsed, settings)), parsed.GetValue(format) == "json"));
        return command;
    }

    static int Run(RuleBook book, bool json)
    {
        var (uses, unread) = (PersonalData.UsesOf(book), PersonalData.UnreadOf(book));
        if (json) PrintJson(uses, unread);
        else PrintTables(uses, unread);
        return ExitCode.Fine;
    }

    static void PrintTables(IReadOnlyList<DataUse> uses, IReadOnlyList<UnreadData> unread)
    {
        var table = Table("life event", "step", "agency", "fields read", "purpose", "legal basis");
        foreach (var use in uses)
            Row(table, use.Guide.Id, use.Step?.Id ?? "(whom and from when)", use.Step?.Agency.Id ?? "", use.Fields.Count == 0 ? "none" : string.Join('\n', use.Fields), PurposeOf(use), use.Step?.Legal.Basis ?? "");
        Terminal.Out.Write(table);

        if (unread.Count == 0)
        {
            Console.Out.WriteLine("Every declared field is read by a rule.");
            return;
        }

        Console.Out.WriteLine("Declared, but read by no rule: ask the registry not to send it, or say what it is for (GDPR art. 5(1)(c)).");
        var candidates = Table("event type", "fields nobody reads");
        foreach (var data in unread) Row(candidates, data.Type.Name, string.Join('\n', data.Fields));
        Terminal.Out.Write(candidates);
    }

    static void PrintJson(IReadOnlyList<DataUse> uses, IReadOnlyList<UnreadData> unread)
    {
        foreach (var use in uses)
            Format.JsonLine(new { kind = "use", lifeEvent = use.Guide.Id, step = use.Step?.Id, agency = use.Step?.Agency.Id, fields = use.Fields, purpose = PurposeOf(use), legalBasis = use.Step?.Legal.Basis });
        foreach (var data in unread) Format.JsonLine(new { kind = "unread", eventType = data.Type.Name, fields = data.Fields });
    }

    // The official language: the record is kept for the country's authority.
    static string PurposeOf(DataUse use) => use.Purpose.In(use.Guide.Country.Languages[0]);

    static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Minimal).ShowRowSeparators();
        foreach (var column in columns) table.AddColumn(new TableColumn(column) { NoWrap = column.Contains("fields", StringComparison.Ordinal) });
        return table;
    }

    static void Row(Table table, params string[] cells) => table.AddRow([.. cells.Select(c => Markup.Escape(c))]);
}
