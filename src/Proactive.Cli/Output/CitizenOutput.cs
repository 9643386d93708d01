using Proactive.Cli.Citizens;
using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;
using Spectre.Console;

namespace Proactive.Cli.Output;

/// <summary>Prints what is kept about one person, to be looked at.</summary>
static class CitizenOutput
{
    public static void Print(CitizenRecord record)
    {
        var (person, file) = (record.Citizen.Person, record.Citizen.File);
        Console.Out.WriteLine($"citizen key   {file.Key}");
        if (record.Citizen.Erased) Console.Out.WriteLine("erased        nothing is kept but a tombstone");
        else if (person is null) Console.Out.WriteLine("person        not known");
        else Print(person, file);

        foreach (var journey in file.Journeys)
        {
            Console.Out.WriteLine($"\n{journey.Guide}, effective {journey.Effective:yyyy-MM-dd}, {Format.Words(journey.State)}");
            Print(["step", "state", "opens", "due", "reminders"], journey.Steps.Select(string[] (s) => [s.Id, file.Ticks.Any(t => t.Journey == journey.Id && t.Step == s.Id) ? $"{Format.Words(s.State)}, ticked" : Format.Words(s.State), Date(s.Opens), Date(s.Due), string.Join(", ", s.Reminders.Select(r => Date(r)))]));
        }

        if (!file.Objections.IsEmpty) Console.Out.WriteLine("\nobjections");
        Print(["life event", "since", "decided", "upheld", "grounds"], file.Objections.Select(string[] (o) =>
            [o.Guide, Time(o.At), o.DecidedAt is { } decided ? Time(decided) : "", o.Upheld switch { null => "", true => "yes", false => "no" }, o.Grounds ?? ""]));

        if (!file.Answers.IsEmpty) Console.Out.WriteLine("\nwhat they said of the help");
        Print(["life event", "time", "mark", "words"], file.Answers.Select(string[] (a) => [file.Journeys.FirstOrDefault(j => j.Id == a.Journey)?.Guide ?? "", Time(a.At), $"{a.Answer.Mark}", a.Answer.Words]));

        if (!file.Notices.IsEmpty) Console.Out.WriteLine("\nnotices");
        Print(["notice", "kind", "step", "state", "due", "sent", "channel", "reason"], file.Notices.OrderBy(n => n.Due).Select(string[] (n) =>
            [n.Reference, Format.Words(n.Kind), n.Step ?? "", Format.Words(n.State), n.State.IsWaiting() ? Time(n.Due) : "", n.SentAt is { } sent ? Time(sent) : "", n.Channel ?? "", n.Reason ?? ""]));

        if (!file.Events.IsEmpty) Console.Out.WriteLine("\nevents taken in");
        Print(["time", "type", "effective"], file.Events.Select(string[] (e) => [Time(e.At), e.Type, Date(e.Effective)]));

        if (record.Rejected.Count > 0) Console.Out.WriteLine("\nevents not accepted that name the person ('proactive rejected show ID' shows one)");
        Print(["id", "time", "reason", "type"], record.Rejected.Select(string[] (r) => [r.Id, Time(r.At), r.Rejection.Code, r.Type ?? ""]));
    }

    static void Print(Person person, CitizenFile file)
    {
        void Line(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) Console.Out.WriteLine($"{name,-14}{value}");
        }

        Line("id", person.Id);
        Line("name", person.Name);
        Line("born", Date(person.BirthDate));
        Line("died", Date(person.DeceasedOn));
        Line("municipality", person.Municipality);
        Line("language", person.Language);
        Line("email", person.Email);
        Line("phone", person.Phone);
        Line("address", string.Join(", ", person.Address));
        Line("digital post", person.DigitalPost ? "yes" : "");
        Line("protected", person.Protected ? "yes" : "");
        Line("guardians", string.Join(", ", person.Guardians));
        Line("channels", string.Join(", ", person.Channels));
        Line("opted out", string.Join(", ", person.OptOuts.Union(file.OptOuts)));
        Line("chosen", string.Join(", ", file.Choices.SelectMany(c => new[] { c.Channel, c.Language }).OfType<string>()));
        Line("links", file.Links.IsEmpty ? "" : $"{file.Links.Length}, the last opens their list until {Time(file.Links.Max(l => l.Expires))}");
        Line("in doubt", string.Join(", ", file.Doubts.Select(d => $"{d.Channel} since {Time(d.Since)}")));
    }

    static void Print(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table().Border(TableBorder.Minimal);
        foreach (var column in columns) table.AddColumn(new TableColumn(column).NoWrap());
        foreach (var row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        if (table.Rows.Count > 0) Terminal.Out.Write(table);
    }

    static string Date(DateOnly? date) => date is { } day ? $"{day:yyyy-MM-dd}" : "";

    static string Time(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-dd HH:mm}Z";
}
