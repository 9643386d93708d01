using System.Text;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Storage;
using Proactive.Engine.Visits;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Visits;

/// <summary>What a link in a message opens, and to whom no link opens anything.</summary>
public sealed class LinkTests
{
    static readonly Person Child = Scenario.Adult("en") with { BirthDate = new DateOnly(2014, 3, 1), Email = "child@example.org", Guardians = ["p-2", "p-3"] };
    static readonly Person Mother = Scenario.Adult("en") with { Id = "p-2", Name = "Mette Holm", Email = "p-2@example.org" };
    static readonly Person Father = Scenario.Adult("en") with { Id = "p-3", Name = "Jens Holm", Email = "p-3@example.org" };

    [Fact]
    public async Task A_message_links_to_the_page_of_its_reader_and_says_so_in_its_words()
    {
        var scenario = await Door.Told();
        var message = Assert.Single(scenario.Email.Messages);
        Assert.Equal("https://notices.example.org/guide/AQEBAQEBAQEBAQEBAQEBAQ", message.Guide!.AbsoluteUri);
        Assert.Contains($"See your list and tick off what you have done:\n{message.Guide}", message.Text, StringComparison.Ordinal);
        Assert.NotNull(await scenario.Opens());
    }

    [Fact]
    public async Task Where_citizens_reach_no_web_host_messages_are_as_they_were_and_nothing_is_kept()
    {
        var (without, with) = (await Door.Told(options: new FlowOptions()), await Door.Told());
        var (message, linked) = (Assert.Single(without.Email.Messages), Assert.Single(with.Email.Messages));
        Assert.Null(message.Guide);
        Assert.DoesNotContain("list online", message.Text, StringComparison.Ordinal);
        Assert.Equal(message.Text, linked.Text.Replace($"The list online\n---------------\n\nSee your list and tick off what you have done:\n{linked.Guide}\n\n", "", StringComparison.Ordinal));
        Assert.Empty((await without.File()).Links);
    }

    [Fact]
    public async Task The_token_is_kept_nowhere_and_its_hash_opens_nothing()
    {
        var scenario = await Door.Told();
        var link = Assert.Single((await scenario.File()).Links);
        Assert.Equal((GuideLink.HashOf(scenario.Token()), scenario.Keys.Of("p-1")), (link.Hash, link.Reader));
        Assert.DoesNotContain(scenario.Token(), Encoding.Latin1.GetString(FileBody.Write(await scenario.File())), StringComparison.Ordinal);
        Assert.Equal([scenario.Keys.Of("p-1")], await scenario.Store.FindConcerned($"link {link.Hash}", default));
        Assert.Null(await scenario.Opens(link.Hash));
        Assert.Null(await scenario.Opens(link.Hash[..22]));
    }

    [Fact]
    public async Task Tokens_are_of_128_random_bits()
    {
        var asked = new List<int>();
        var options = new FlowOptions
        {
            PublicUrl = new Uri("https://notices.example.org/"),
            Random = count =>
            {
                asked.Add(count);
                return new byte[count];
            },
        };
        await Door.Told(options: options);
        Assert.Equal([16], asked);
        Assert.Equal(16, new HashSet<string>(Enumerable.Range(0, 16).Select(_ => Convert.ToHexString(new FlowOptions().Random(16)))).Count);
    }

    [Fact]
    public async Task A_text_message_has_no_link()
    {
        var scenario = await Door.Told(Scenario.Adult("en") with { Email = null, Phone = "+4512345678", Channels = ["text-message"] });
        Assert.DoesNotContain("http", Assert.Single(scenario.TextMessage.Messages).Text, StringComparison.Ordinal);
        Assert.Empty((await scenario.File()).Links);
    }

    [Fact]
    public async Task Thanks_and_apologies_have_none_because_they_ask_nothing()
    {
        var scenario = await Door.Told();
        await scenario.TicksEverything();
        await scenario.Until("2026-11-10T12:00");
        Assert.Equal("Start Completion", scenario.Mails());
        Assert.Null(scenario.Email.Messages[1].Guide);
    }

    [Fact]
    public async Task The_next_message_has_another_link_and_both_open_the_list()
    {
        var scenario = await Door.Told();
        await scenario.Until("2026-11-10T12:00");
        Assert.Equal("Start Reminder", scenario.Mails());
        Assert.NotEqual(scenario.Token(0), scenario.Token(1));
        Assert.Equal((await scenario.List(scenario.Token(0))).Journey, (await scenario.List(scenario.Token(1))).Journey);
    }

    [Fact]
    public async Task Each_try_has_a_link_of_its_own_and_that_of_a_message_which_went_nowhere_opens_nothing()
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), options: Door.Public());
        scenario.Email.AnswerNext(new Outcome.TryAgain("451"), new Outcome.Unknown("connection-lost"));
        await scenario.Hears(Door.Moved, Door.Facts);
        await scenario.Until("2026-11-09T14:00");
        Assert.Equal("Start Start Start", scenario.Mails());
        Assert.Equal(3, scenario.Email.Messages.Select(m => m.Guide).Distinct().Count());
        Assert.Null(await scenario.Opens(scenario.Token(0)));
        Assert.NotNull(await scenario.Opens(scenario.Token(1)));
        Assert.NotNull(await scenario.Opens(scenario.Token(2)));
    }

    [Fact]
    public async Task Looking_changes_nothing()
    {
        var scenario = await Door.Told();
        await scenario.Ticks();
        Assert.True(await scenario.LeavesTheFile(() => scenario.Opens()));
    }

    [Fact]
    public async Task A_link_expires_and_is_forgotten_when_the_next_one_is_made()
    {
        var scenario = await Door.Told(options: Door.Public() with { LinkLife = TimeSpan.FromHours(20) });
        Assert.Equal(new DateTimeOffset(2026, 11, 10, 6, 0, 0, TimeSpan.Zero), (await scenario.Opens())!.Expires);
        await scenario.Until("2026-11-10T06:59");
        Assert.NotNull(await scenario.Opens());
        await scenario.Until("2026-11-10T07:00");
        await ShutFor(scenario);
        await scenario.Until("2026-11-10T12:00");
        Assert.Equal(GuideLink.HashOf(scenario.Token(1)), Assert.Single((await scenario.File()).Links).Hash);
    }

    [Fact]
    public async Task A_closed_link_opens_nothing_and_the_others_stay()
    {
        var scenario = await Door.Told();
        await scenario.Until("2026-11-10T12:00");
        Assert.True(await scenario.Does(new CitizenAct.Close()));
        await ShutFor(scenario);
        Assert.NotNull(await scenario.Opens(scenario.Token(1)));
        Assert.True(await scenario.Flow.Citizens.CloseLinks(scenario.Keys.Of("p-1"), default));
        Assert.Null(await scenario.Opens(scenario.Token(1)));
        Assert.False(await scenario.Flow.Citizens.CloseLinks(scenario.Keys.Of("p-1"), default));
        Assert.False(await scenario.Flow.Citizens.CloseLinks(scenario.Keys.Of("nobody"), default));
    }

    [Fact]
    public async Task A_link_is_closed_in_the_file_as_a_store_gives_it_back()
    {
        var file = await (await Door.Told()).File();
        Assert.Empty(FileBody.Read("a file", FileBody.Write(file)).Close(file.Links[0]).Links);
    }

    [Fact]
    public async Task A_guess_opens_nothing()
    {
        var scenario = await Door.Told();
        var token = scenario.Token();
        for (var i = 0; i < token.Length; i++) Assert.Null(await scenario.Opens($"{token[..i]}{(token[i] == 'A' ? 'B' : 'A')}{token[(i + 1)..]}"));
        foreach (var guess in new[] { "", "x", token + "A", token[..^1], token.ToLowerInvariant(), new string('A', 22), new string('A', 9000), "ÆØÅÆØÅÆØÅÆØÅÆØÅÆØÅÆØÅÆ", $" {token[1..]}", "%00%00%00%00%00%00%00%" })
        {
            Assert.Null(await scenario.Opens(guess));
            Assert.False(await scenario.Does(new CitizenAct.Close(), guess));
        }
    }

    [Fact]
    public async Task A_link_opens_the_list_of_its_own_citizen_and_no_other()
    {
        var scenario = await Door.Told(others: Mother);
        await scenario.Hears(Door.Moved, Door.Facts, subject: "p-2");
        await scenario.Until("2026-11-09T15:00");
        Assert.Equal(["p-1", "p-2"], scenario.Email.Readers.Select(r => r.Id));
        var (annas, mettes) = (await scenario.List(scenario.Token(0)), await scenario.List(scenario.Token(1)));
        Assert.NotEqual(annas.Journey, mettes.Journey);
        foreach (var act in new CitizenAct[] { new CitizenAct.Tick(mettes.Journey, Door.Report), new CitizenAct.Grade(mettes.Journey, new Answer(1, "", null, null)) })
            Assert.False(await scenario.Does(act, scenario.Token(0)));
    }

    [Fact]
    public async Task A_hash_that_was_put_into_another_file_opens_nothing()
    {
        var scenario = await Door.Told(others: Mother);
        var mette = (await scenario.Store.Load([scenario.Keys.Of("p-2")], default))[0];
        await scenario.Store.SaveFiles([new FileChange(mette.File, [], null, [GuideLink.ConcernOf(GuideLink.HashOf(scenario.Token()))])], default);
        await ShutFor(scenario);
    }

    [Fact]
    public async Task After_death_nothing_opens()
    {
        var scenario = await Door.Told();
        await scenario.Knows(Scenario.Adult("en") with { DeceasedOn = new DateOnly(2026, 11, 9) });
        await ShutFor(scenario);
    }

    [Fact]
    public async Task After_erasure_nothing_opens()
    {
        var scenario = await Door.Told();
        await scenario.Store.Erase(scenario.Keys.Of("p-1"), scenario.Clock.GetUtcNow(), default);
        await ShutFor(scenario);
    }

    [Fact]
    public async Task While_the_age_is_not_known_nothing_opens()
    {
        var scenario = await Door.Told();
        await scenario.Knows(Scenario.Adult("en") with { BirthDate = null });
        await ShutFor(scenario);
        await scenario.Knows(Scenario.Adult("en"));
        Assert.NotNull(await scenario.Opens());
    }

    [Fact]
    public async Task Who_is_protected_still_sees_their_own_list() =>
        Assert.NotNull(await (await (await Door.Told()).Knows(Scenario.Adult("en") with { Protected = true })).Opens());

    [Fact]
    public async Task A_guardian_sees_the_childs_list_and_no_name_of_anybody()
    {
        var scenario = await Door.Told(Child, null, Mother, Father);
        Assert.Equal("p-2", Assert.Single(scenario.Email.Readers).Id);
        Assert.Equal(scenario.Keys.Of("p-2"), Assert.Single((await scenario.File()).Links).Reader);
        var seen = CitizenFiles.Describe((await scenario.Opens())!);
        foreach (var personal in new[] { "Anna", "Holm", "child@", "p-1", "p-2", "2014" }) Assert.DoesNotContain(personal, seen, StringComparison.Ordinal);
        Assert.True(await scenario.Ticks());
    }

    [Fact]
    public async Task A_guardian_of_yesterday_sees_nothing()
    {
        var scenario = await Door.Told(Child, null, Mother, Father);
        await scenario.Knows(Child with { Guardians = ["p-3"] });
        await ShutFor(scenario);
    }

    [Fact]
    public async Task A_guardian_from_whom_the_child_is_protected_now_sees_nothing()
    {
        var scenario = await Door.Told(Child, null, Mother);
        await scenario.Knows(Child with { Protected = true });
        await ShutFor(scenario);
    }

    [Fact]
    public async Task A_guardian_who_has_died_or_whose_child_is_of_age_now_sees_nothing()
    {
        var died = await Door.Told(Child, null, Mother, Father);
        await died.Knows(Mother with { DeceasedOn = new DateOnly(2026, 11, 9) });
        await ShutFor(died);
        var grown = await Door.Told(Child, null, Mother, Father);
        await grown.Knows(Child with { BirthDate = new DateOnly(2008, 3, 1) });
        await ShutFor(grown);
    }

    [Fact]
    public async Task Two_life_events_in_one_message_have_one_link_that_opens_both()
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), RuleFolders.Book(RuleFolders.With()), options: Door.Public());
        await scenario.Hears("x.moved.v1", Door.OptionalFacts);
        await scenario.Hears("x.moved.v1", Door.OptionalFacts.Replace("\"2\"", "\"3\"", StringComparison.Ordinal));
        await scenario.Until("2026-11-09T12:00");
        var message = Assert.Single(scenario.Email.Messages);
        Assert.Contains(message.Guide!.AbsoluteUri, message.Text, StringComparison.Ordinal);
        Assert.Equal(2, (await scenario.Opens())!.Lists.Count);
    }

    [Fact]
    public async Task What_shuts_the_link_while_something_is_done_behind_it_wins()
    {
        var scenario = await Door.Told();
        var overtaken = new OvertakenStore(scenario.Store, () => scenario.Knows(Scenario.Adult("en") with { DeceasedOn = new DateOnly(2026, 11, 9) }));
        var journey = (await scenario.List()).Journey;
        var flow = new Flow(scenario.Rules, Repository.Templates, overtaken, [scenario.Email], scenario.Keys, scenario.Clock, Door.Public());
        Assert.False(await flow.Citizens.Do(scenario.Token(), new CitizenAct.Tick(journey, Door.Report), default));
        Assert.Empty((await scenario.File()).Ticks);
    }

    [Fact]
    public async Task What_is_done_at_the_same_moment_is_all_done()
    {
        var scenario = await Door.Told();
        var journey = (await scenario.List()).Journey;
        var overtaken = new OvertakenStore(scenario.Store, () => scenario.Ticks("name-on-mailbox"));
        var flow = new Flow(scenario.Rules, Repository.Templates, overtaken, [scenario.Email], scenario.Keys, scenario.Clock, Door.Public());
        Assert.True(await flow.Citizens.Do(scenario.Token(), new CitizenAct.Tick(journey, Door.Report), default));
        Assert.Equal(["name-on-mailbox", Door.Report], (await scenario.File()).Ticks.Select(t => t.Step));
    }

    static async Task ShutFor(Scenario scenario)
    {
        Assert.Null(await scenario.Opens(scenario.Token(0)));
        foreach (var act in Acts) Assert.False(await scenario.Does(act, scenario.Token(0)));
    }

    static readonly CitizenAct[] Acts = [new CitizenAct.Close(), new CitizenAct.Choose(null, null), new CitizenAct.Object("dk/moving", ""), new CitizenAct.OptOut("dk/moving")];

    /// <summary>Something else is saved just before the first save.</summary>
    sealed class OvertakenStore(IStore inner, Func<Task> first) : WrappedStore(inner)
    {
        bool _done;

        public override async Task<IReadOnlyList<CitizenKey>> SaveFiles(IReadOnlyList<FileChange> changes, CancellationToken cancellation)
        {
            if (!_done)
            {
                _done = true;
                await first();
            }

            return await base.SaveFiles(changes, cancellation);
        }
    }
}
