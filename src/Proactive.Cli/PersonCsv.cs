using System.Globalization;
using System.Net.Mail;
using CsvHelper;
using Proactive.Engine.Citizens;

namespace Proactive.Cli;

/// <summary>One row of a file of persons: the person, or what is wrong with it (never quoting a value).</summary>
sealed record PersonRow(int Line, Person? Person, string? Problem);

/// <summary>Reads persons from CSV. Lists inside a cell are separated by semicolons.</summary>
static class PersonCsv
{
    static readonly string[] Columns = ["id", "name", "birthDate", "municipality", "language", "email", "channels", "optOuts", "deceasedOn", "protected"];

    public static IEnumerable<PersonRow> Read(TextReader text)
    {
        var options = CsvReaderOptions.Default with { HasHeader = true, TrimWhitespace = true, IncludeValuesInExceptions = false, TrackLineNumbers = true };
        using var csv = CsvReader.Create(text, options, leaveOpen: true);
        csv.ReadHeader();
        var unknown = csv.Headers.Except(Columns).ToList();
        if (unknown.Count > 0 || !csv.Headers.Contains("id"))
        {
            yield return new PersonRow(1, null, unknown.Count > 0 ? $"column '{unknown[0]}' is not known; the columns are {string.Join(", ", Columns)}" : "the column 'id' is missing");
            yield break;
        }

        while (csv.Read()) yield return ReadRow(csv);
    }

    static PersonRow ReadRow(CsvReader csv)
    {
        var line = (int)csv.LineNumber;
        string? Cell(string column) => csv.Headers.Contains(column) && csv.GetString(column) is { Length: > 0 } value ? value : null;
        if (Cell("id") is not { } id) return new PersonRow(line, null, "'id' is empty");
        if (!TryDate(Cell("birthDate"), out var birthDate)) return new PersonRow(line, null, "'birthDate' is not a date such as 1985-04-12");
        if (!TryDate(Cell("deceasedOn"), out var deceasedOn)) return new PersonRow(line, null, "'deceasedOn' is not a date such as 2026-10-30");
        if (Cell("protected") is not (null or "true" or "false")) return new PersonRow(line, null, "'protected' must be true, false or empty");
        if (Cell("email") is { } email && !IsOneAddress(email)) return new PersonRow(line, null, "'email' is not one mail address");
        return new PersonRow(line, new Person
        {
            Id = id,
            Name = Cell("name"),
            BirthDate = birthDate,
            Municipality = Cell("municipality"),
            Language = Cell("language"),
            Email = Cell("email"),
            Channels = [.. List(Cell("channels"))],
            OptOuts = [.. List(Cell("optOuts"))],
            DeceasedOn = deceasedOn,
            Protected = Cell("protected") == "true",
        }, null);
    }

    static bool TryDate(string? text, out DateOnly? date)
    {
        date = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) ? parsed : null;
        return text is null || date is not null;
    }

    static bool IsOneAddress(string email) => email.IndexOfAny([',', ';', ' ', '<', '>']) < 0 && MailAddress.TryCreate(email, out var address) && address.Address == email;

    static string[] List(string? cell) => cell?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
