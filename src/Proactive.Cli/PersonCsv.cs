using System.Globalization;
using System.Net.Mail;
using CsvHelper;
using Proactive.Engine.Citizens;
using Proactive.Engine.Rules;

namespace Proactive.Cli;

/// <summary>One row of a file of persons: the person, or what is wrong with it (never quoting a value).</summary>
sealed record PersonRow(int Line, Person? Person, string? Problem);

/// <summary>Reads persons from CSV. Lists inside a cell are separated by semicolons.</summary>
static class PersonCsv
{
    static readonly string[] Columns = ["id", "name", "birthDate", "municipality", "language", "email", "phone", "address", "digitalPost", "channels", "optOuts", "guardians", "deceasedOn", "protected"];

    static readonly string[] Flags = ["digitalPost", "protected"];

    const int AddressLines = 6;
    const int AddressLineLength = 60;

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
        foreach (var flag in Flags)
            if (Cell(flag) is not (null or "true" or "false")) return new PersonRow(line, null, $"'{flag}' must be true, false or empty");
        if (Cell("email") is { } email && !IsOneAddress(email)) return new PersonRow(line, null, "'email' is not one mail address");
        if (Cell("phone") is { } phone && !IsNumber(phone)) return new PersonRow(line, null, "'phone' is not a number such as +4512345678");
        if (List(Cell("address")) is { } lines && (lines.Length > AddressLines || lines.Any(l => l.Length > AddressLineLength)))
            return new PersonRow(line, null, $"'address' has more than {AddressLines} lines, or one of more than {AddressLineLength} characters; the window of an envelope shows no more");
        if (List(Cell("channels")).FirstOrDefault(c => !ChannelName.All.Contains(c)) is not null) return new PersonRow(line, null, $"'channels' may name {string.Join(", ", ChannelName.All)}, with semicolons between");
        if (List(Cell("guardians")).Contains(id)) return new PersonRow(line, null, "'guardians' names the person themself");
        return new PersonRow(line, new Person
        {
            Id = id,
            Name = Cell("name"),
            BirthDate = birthDate,
            Municipality = Cell("municipality"),
            Language = Cell("language"),
            Email = Cell("email"),
            Phone = Cell("phone"),
            Address = [.. List(Cell("address"))],
            DigitalPost = Cell("digitalPost") == "true",
            Channels = [.. List(Cell("channels"))],
            OptOuts = [.. List(Cell("optOuts"))],
            Guardians = [.. List(Cell("guardians"))],
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

    // E.164: at most 15 digits, the first of which is no zero.
    static bool IsNumber(string phone) => phone.Length is >= 8 and <= 16 && phone[0] == '+' && phone[1] is >= '1' and <= '9' && phone.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    static string[] List(string? cell) => cell?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
