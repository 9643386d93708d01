using System.Globalization;
using System.Text;
using Proactive.Engine.Visits;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Visits;

/// <summary>What stands on the page behind a link.</summary>
public sealed class PageTests
{
    const string FarFromTheDoctor = """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"},"doctorKm":80.0}""";

    static async Task<Scenario> Moves()
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), options: Door.Public());
        await scenario.Hears(Door.Moved, FarFromTheDoctor);
        return await scenario.Until("2026-11-09T12:00");
    }

    [Theory, InlineData("da"), InlineData("en")]
    public async Task The_list_of_a_Danish_move(string locale)
    {
        var scenario = await Moves();
        await scenario.Ticks("name-on-mailbox");
        Snapshot.Matches(Text((await scenario.Opens(locale: locale))!), $"{nameof(The_list_of_a_Danish_move)}.{locale}");
    }

    [Theory, InlineData("cs"), InlineData("en")]
    public async Task The_list_of_a_Czech_job_loss(string locale)
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("cs"), zone: "Europe/Prague", options: Door.Public());
        await scenario.Hears("cz.cssz.employment-ended.v1", """{"endedOn":"2026-11-06","insuredMonths":40}""");
        await scenario.Until("2026-11-09T15:00");
        Snapshot.Matches(Text((await scenario.Opens(locale: locale))!), $"{nameof(The_list_of_a_Czech_job_loss)}.{locale}");
    }

    [Fact]
    public async Task The_steps_stand_in_the_order_of_the_message_and_ticking_moves_none()
    {
        var scenario = await Moves();
        var told = scenario.Email.Messages[0].Steps.Select(s => s.Id).ToList();
        Assert.Equal(told, (await scenario.List()).Steps.Select(s => s.Id));
        var numbers = (await scenario.List()).Steps.Select(s => s.Number).ToList();
        await scenario.TicksEverything();
        Assert.Equal(told, (await scenario.List()).Steps.Select(s => s.Id));
        Assert.Equal(numbers, (await scenario.List()).Steps.Select(s => s.Number));
    }

    [Fact]
    public async Task A_step_that_waits_for_another_says_so_until_that_is_done()
    {
        var scenario = await Moves();
        var doctor = await scenario.Step("choose-doctor");
        Assert.Equal((GuideStepState.Later, "Report your move", true), (doctor.State, Assert.Single(doctor.After), doctor.MayTick));
        await scenario.Ticks();
        doctor = await scenario.Step("choose-doctor");
        Assert.Equal(GuideStepState.Now, doctor.State);
        Assert.Empty(doctor.After);
    }

    [Fact]
    public async Task Nothing_on_it_leads_to_a_person()
    {
        var citizen = Scenario.Adult("en") with { Id = "1405874321", Phone = "+4512345678", Address = ["Vestergade 1", "8000 Aarhus C"], Municipality = "0751", Guardians = ["p-7"] };
        var scenario = await Scenario.Begin("2026-11-09T10:00", citizen, options: Door.Public());
        await scenario.Hears(Door.Moved, FarFromTheDoctor, subject: citizen.Id);
        await scenario.Until("2026-11-09T12:00");
        var page = CitizenFiles.Describe((await scenario.Opens())!);
        foreach (var personal in new[] { "Anna", "Sørensen", "anna@", "140587", "12345678", "Vestergade", "8000", "0751", "1987", "p-7", scenario.Keys.Of(citizen.Id).Value, scenario.Token() })
            Assert.DoesNotContain(personal, page, StringComparison.OrdinalIgnoreCase);
    }

    static string Text(OpenGuide open)
    {
        var text = new StringBuilder();
        foreach (var list in open.Lists)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{list.Title} ({list.About}, {list.State}{(list.Optional ? ", optional" : "")})\n{list.Intro}");
            foreach (var step in list.Steps)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"\n{step.Number}. {step.Title} [{step.Agency}] {step.State}{(step.MayTick ? ", may be ticked" : "")}{(step.Ticked ? ", ticked" : "")}\n   {step.Text}");
                Line("why", step.Why);
                Line("due", step.DueText + step.DueNote);
                Line("from", step.OpensText);
                Line("after", string.Join(" + ", step.After));
                Line("bring", string.Join(" + ", step.Bring));
                Line("online", step.Url is null ? "" : $"{step.Label}: {step.Url}");
                Line("call", $"{step.Phone} {step.Hours}".Trim());
                Line("law", $"{step.Basis}: {step.Source}");
                Line("done", step.DoneText);
            }
        }

        return text.ToString();

        void Line(string name, string value)
        {
            if (value.Length > 0) text.AppendLine(CultureInfo.InvariantCulture, $"   {name}: {value}");
        }
    }
}
