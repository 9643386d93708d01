using System.Globalization;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>What a box of the map stands for.</summary>
public enum MapKind { EventType, LifeEvent, Agency }

/// <summary>A box of the map, in pixels from the top left.</summary>
/// <param name="Text">Its words, cut where they are too long.</param>
/// <param name="Meets">How many authorities meet there; 0 for what is no life event.</param>
public sealed record MapBox(MapKind Kind, string Id, string Text, int Left, int Top, int Width, int Height, int Meets = 0)
{
    public int Middle => Top + Height / 2;
}

/// <summary>A line between two boxes, as the path of an SVG.</summary>
public sealed record MapLine(string From, string To, string Path);

/// <summary>Which events begin which life events, and which authorities have steps in them, as boxes in three columns. Pure: the same rules give the same map.</summary>
public sealed record RuleMap(int Width, int Height, IReadOnlyList<MapBox> Boxes, IReadOnlyList<MapLine> Lines)
{
    const int Column = 270, TypeColumn = 330, Between = 115, Margin = 8, Row = 34, BoxHeight = 26, GuideHeight = 46, Gap = 14, Letters = 36, TypeLetters = 46;

    /// <param name="guides">Shown in this order.</param>
    /// <param name="locale">Of the words, where they are there in it.</param>
    public static RuleMap Of(IReadOnlyList<Guide> guides, string locale)
    {
        var boxes = new List<MapBox>();
        var types = new Dictionary<string, MapBox>();
        var top = Margin;
        foreach (var guide in guides)
        {
            // An event type stands beside the first life event that it begins.
            var own = BeginningTypes(guide).Where(t => !types.ContainsKey(t)).ToList();
            var height = Math.Max(own.Count * Row, GuideHeight);
            for (var i = 0; i < own.Count; i++)
                types[own[i]] = new MapBox(MapKind.EventType, own[i], Words(own[i], TypeLetters), Margin, top + (height - own.Count * Row) / 2 + i * Row + (Row - BoxHeight) / 2, TypeColumn, BoxHeight);
            boxes.Add(new MapBox(MapKind.LifeEvent, guide.Id, Words(guide.Title.In(locale), Letters), Margin + TypeColumn + Between, top + (height - GuideHeight) / 2, Column, GuideHeight, AgenciesOf(guide).Count));
            top += height + Gap;
        }

        var agencies = Agencies(guides, boxes, locale, top);
        var lines = from guide in guides
                    let box = boxes.First(b => b.Id == guide.Id)
                    from line in BeginningTypes(guide).Select(t => Line(types[t], box)).Concat(AgenciesOf(guide).Select(a => Line(box, agencies[a.Id])))
                    select line;
        return new RuleMap(TypeColumn + 2 * Column + 2 * Between + 2 * Margin, Math.Max(top, agencies.Count * Row + 2 * Margin), [.. types.Values, .. boxes, .. agencies.Values], [.. lines]);
    }

    /// <summary>The authorities with steps in a life event, in the order of its steps.</summary>
    public static IReadOnlyList<Agency> AgenciesOf(Guide guide) => [.. guide.Steps.Select(s => s.Agency).DistinctBy(a => a.Id)];

    static IEnumerable<string> BeginningTypes(Guide guide) => guide.Subscriptions.Where(s => s.Role is EventRole.Starts or EventRole.Continues).Select(s => s.Type.Name);

    // Each beside the middle of its life events, so that few lines cross.
    static Dictionary<string, MapBox> Agencies(IReadOnlyList<Guide> guides, List<MapBox> boxes, string locale, int height)
    {
        var places = guides.SelectMany(g => AgenciesOf(g).Select(a => (Agency: a, boxes.First(b => b.Id == g.Id).Middle))).GroupBy(p => p.Agency.Id)
            .Select(g => (g.First().Agency, At: g.Average(p => p.Middle))).OrderBy(p => p.At).ThenBy(p => p.Agency.Id, StringComparer.Ordinal).ToList();
        var row = Math.Max(Row, (height - 2 * Margin) / Math.Max(places.Count, 1));
        return places.Select((p, i) => new MapBox(MapKind.Agency, p.Agency.Id, Words(p.Agency.Name.In(locale), Letters), Margin + TypeColumn + Column + 2 * Between, Margin + i * row + (row - BoxHeight) / 2, Column, BoxHeight))
            .ToDictionary(b => b.Id);
    }

    static MapLine Line(MapBox from, MapBox to)
    {
        var (x1, x2) = (from.Left + from.Width, to.Left);
        var bend = (x2 - x1) / 2;
        return new MapLine(from.Id, to.Id, string.Create(CultureInfo.InvariantCulture, $"M{x1} {from.Middle}C{x1 + bend} {from.Middle} {x2 - bend} {to.Middle} {x2} {to.Middle}"));
    }

    // The table beside the map has all of it.
    static string Words(string text, int most) => text.Length <= most ? text : $"{text[..(most - 1)].TrimEnd()}…";
}
