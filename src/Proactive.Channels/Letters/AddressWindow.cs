using PdfSharp.Drawing;

namespace Proactive.Channels.Letters;

/// <summary>
/// Where the address shows through the window of a DIN 680 or ISO 269 envelope (DL, C5), on the left: 20 to 110 mm from the left
/// edge and 45 to 90 mm from the upper one. The text keeps clear of the window's edges, because a sheet slides in its envelope.
/// </summary>
static class AddressWindow
{
    public const int MaxLines = 7;

    // Longer than anything that could fit.
    const int MaxCharacters = 1000;

    static readonly double[] Sizes = [10.5, 9.5, 8.5];

    public static double Left { get; } = XUnit.FromMillimeter(25).Point;
    public static double ReturnLineTop { get; } = XUnit.FromMillimeter(46.5).Point;
    public static double Top { get; } = XUnit.FromMillimeter(52).Point;
    public static double Bottom { get; } = XUnit.FromMillimeter(88).Point;
    public static double Width { get; } = XUnit.FromMillimeter(78).Point;

    /// <summary>Seven of the largest fill the window.</summary>
    public static double LineHeight(double size) => (Bottom - Top) / MaxLines * size / Sizes[0];

    /// <summary>The lines and their size: as large as lets each stay whole, and broken only at the smallest. Null if they do not fit.</summary>
    public static (List<List<Span>> Lines, double Size)? Fit(IReadOnlyList<string> address, Typesetter typesetter)
    {
        if (address.Count > MaxLines || address.Sum(line => line.Length) > MaxCharacters) return null;
        foreach (var size in Sizes)
        {
            var lines = address.Select(line => typesetter.Lines([new Run(line + " ")], size, Width)).ToList();
            if (lines.All(line => line.Count <= 1)) return ([.. lines.SelectMany(line => line)], size);
            // A word without a place to break would be torn.
            if (size == Sizes[^1] && lines.Sum(line => line.Count) <= MaxLines && !address.SelectMany(line => PrintableText.Of(line).Split(' ')).Any(TooWide))
                return ([.. lines.SelectMany(line => line)], size);
        }

        return null;

        bool TooWide(string word) => typesetter.Lines([new Run(word)], Sizes[^1], Width).Count > 1;
    }
}
