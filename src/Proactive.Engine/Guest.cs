using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;
using Proactive.Engine.Visits;

namespace Proactive.Engine;

/// <summary>Somebody whom a link has let in: what they see and what they may do. Pure.</summary>
/// <param name="Reader">Whom the link belongs to, as they want to be written to.</param>
/// <param name="Lists">The journeys the link opens.</param>
sealed record Guest(CitizenFile File, GuideLink Link, Person Citizen, Person Reader, RuleShelf Rules, IReadOnlyList<(Journey Journey, Guide Guide)> Lists)
{
    const int MostWordsOfObjection = 2000;
    const int MostWordsOfAnswer = 300;
    const int MostAuthorities = 99;

    Country Country => Lists[0].Guide.Country;

    /// <summary>Null unless every life event's messages would go to the link's reader now, had the citizen not said no to them.</summary>
    public static Guest? Of(CitizenFile file, GuideLink link, Readers readers, RuleShelf rules, CitizenKeys keys, DateTimeOffset now)
    {
        // Who has said no must be able to take it back.
        var able = readers with { Citizen = readers.Citizen! with { OptOuts = [] } };
        var lists = new List<(Journey, Guide)>();
        Person? reader = null;
        foreach (var id in link.Journeys)
        {
            if (file.Journeys.FirstOrDefault(j => j.Id == id) is not { } journey || rules.Guide(journey.RuleBook, journey.Guide) is not { } guide) return null;
            if (Guards.Judge(guide, able, guide.Country.Today(now)) is not Verdict.Pass pass || keys.Of(pass.Reader.Id) != link.Reader) return null;
            reader = pass.Reader;
            lists.Add((journey.On(guide.Country.Today(now)), guide));
        }

        return reader is null ? null : new Guest(file, link, readers.Citizen!, reader, rules, lists);
    }

    public OpenGuide See(string? asked, TemplateSet templates, IReadOnlyList<IChannel> channels, DateTimeOffset now)
    {
        var locales = Locales(templates);
        var language = locales.FirstOrDefault(l => l == Reader.Language) ?? Country.Languages[0];
        var locale = locales.FirstOrDefault(l => l == asked) ?? language;
        return new OpenGuide(
            locale, locales, [.. Lists.Select(l => ListOf(l.Journey, l.Guide, locale, templates.WordsIn(locale), now))], Channels(channels),
            ChannelChoice.For(Reader, Lists[0].Guide, [], channels, (c, address) => File.IsDoubtful(c.Name, address))?.Name, language, Link.Expires, Reader.Id != Citizen.Id);
    }

    /// <summary>The file after an act; the file itself if there is nothing to do, null if the link does not open this.</summary>
    public CitizenFile? After(CitizenAct act, TemplateSet templates, IReadOnlyList<IChannel> channels, DateTimeOffset now) => act switch
    {
        CitizenAct.Tick(var journey, var step) when Opens(journey) => File.Tick(journey, step, Rules, now),
        CitizenAct.Untick(var journey, var step) when Opens(journey) => File.Untick(journey, step, Rules, now),
        CitizenAct.Choose(var channel, var language) when (channel is null || Channels(channels).Contains(channel)) && (language is null || Locales(templates).Contains(language)) =>
            File.Choose(new Choice(Link.Reader, channel, language)),
        CitizenAct.OptOut(var guide) when GuideOf(guide) is { Mandatory: false } => File.OptOut(guide),
        // What the registry has is taken back there.
        CitizenAct.OptIn(var guide) when GuideOf(guide) is { Mandatory: false } && !Citizen.OptOuts.Contains(guide) => File.OptIn(guide),
        CitizenAct.Object(var guide, var words) when GuideOf(guide) is not null => File.Object(guide, Cut(words, MostWordsOfObjection), now),
        CitizenAct.Grade(var journey, { Mark: >= 1 and <= 5, Authorities: null or (>= 0 and <= MostAuthorities) } answer) when Opens(journey) =>
            File.Grade(journey, answer with { Words = Cut(answer.Words, MostWordsOfAnswer) }, now),
        CitizenAct.Close => File.Close(Link),
        _ => null,
    };

    bool Opens(string journey) => Link.Journeys.Contains(journey);

    Guide? GuideOf(string id) => Lists.Select(l => l.Guide).FirstOrDefault(g => g.Id == id);

    List<string> Locales(TemplateSet templates) => [.. Country.Languages.Where(templates.Locales.Contains)];

    List<string> Channels(IReadOnlyList<IChannel> channels) =>
    [
        .. Lists.SelectMany(l => l.Guide.Channels).Concat(Reader.Channels).Distinct()
            .Where(name => Guards.MayTravelBy(name, Reader) && channels.FirstOrDefault(c => c.Name == name) is { } channel && channel.AddressOf(Reader) is { } address && !File.IsDoubtful(name, address)),
    ];

    GuideList ListOf(Journey journey, Guide guide, string locale, Words words, DateTimeOffset now)
    {
        var listing = new GuideListing(guide, locale, words, guide.Country.Today(now), step => IsTicked(journey.Id, step, now));
        var optedOut = !guide.Mandatory && Citizen.OptOuts.Union(File.OptOuts).Contains(guide.Id);
        return listing.Of(journey, optedOut, File.Objections.Any(o => o.Guide == guide.Id && o.Upheld != false), File.Answers.FirstOrDefault(a => a.Journey == journey.Id)?.Answer);
    }

    // What a registry has confirmed, too, is done even if the tick is taken back.
    bool IsTicked(string journey, string step, DateTimeOffset now) =>
        !File.Ticks.IsEmpty && File.Untick(journey, step, Rules, now) is { } without && without.Journeys.First(j => j.Id == journey).Steps.First(s => s.Id == step).State != StepState.Done;

    // Whoever has more to say than there is room for has still said it.
    static string Cut(string words, int most)
    {
        words = string.Join('\n', words.ReplaceLineEndings("\n").Split('\n').Select(Escape.Clean)).Trim();
        if (words.Length <= most) return words;
        return words[..(char.IsHighSurrogate(words[most - 1]) ? most - 1 : most)];
    }
}
