using PdfSharp.Drawing;

namespace Proactive.Channels.Letters;

/// <summary>What stands around the text: who writes to whom, when, and the foot of each page.</summary>
sealed record LetterFrame(LetterSender Sender, (List<List<Span>> Lines, double Size) Address, string Date, string Reference, string ReferenceLabel)
{
    public static double Left { get; } = XUnit.FromMillimeter(25).Point;
    public static double Right { get; } = XUnit.FromMillimeter(190).Point;
    public static double FirstTop { get; } = XUnit.FromMillimeter(103).Point;
    public static double Top { get; } = XUnit.FromMillimeter(25).Point;
    public static double Bottom { get; } = XUnit.FromMillimeter(272).Point;

    static readonly double SenderTop = XUnit.FromMillimeter(20).Point;
    static readonly double InformationLeft = XUnit.FromMillimeter(135).Point;
    static readonly double FootTop = XUnit.FromMillimeter(281).Point;

    const double SmallSize = 8;

    /// <summary>The head of the first page, in the order it is read.</summary>
    public void DrawHead(LetterPage page, Typesetter typesetter)
    {
        page.Element("P", () => DrawLine(page, Fitting(typesetter, new Run(Sender.Name, Bold: true), 13, 9, Right - Left), Left, SenderTop));
        var back = string.Join(" · ", [Sender.Name, .. Sender.Address]);
        // For the postman if the letter comes back; a reader has just been told.
        page.Artifact(() => DrawLine(page, Fitting(typesetter, new Run(back), 7, 4.5, AddressWindow.Width), AddressWindow.Left, AddressWindow.ReturnLineTop));
        page.Element("P", () =>
        {
            for (var at = 0; at < Address.Lines.Count; at++) page.DrawLine(Address.Lines[at], Address.Size, AddressWindow.Left, AddressWindow.Top + (at * AddressWindow.LineHeight(Address.Size)));
        });
        page.Element("P", () => DrawLine(page, Fitting(typesetter, new Run(Date), LetterBody.TextSize, LetterBody.TextSize, Right), InformationLeft, AddressWindow.Top));
        page.Element("P", () => DrawLine(page, Fitting(typesetter, new Run($"{ReferenceLabel}: {Reference}"), LetterBody.TextSize, LetterBody.TextSize, Right), InformationLeft, AddressWindow.Top + AddressWindow.LineHeight(LetterBody.TextSize)));
    }

    public void DrawFoot(LetterPage page, Typesetter typesetter, int number, int count) => page.Artifact(() =>
    {
        var pages = typesetter.Lines([new Run($"{number} / {count}")], SmallSize, Right - Left)[0];
        DrawLine(page, (typesetter.Lines([new Run(Reference)], SmallSize, Right - Left)[0], SmallSize), Left, FootTop);
        DrawLine(page, (pages, SmallSize), Right - pages.Sum(span => span.Width), FootTop);
    });

    static void DrawLine(LetterPage page, (List<Span> Line, double Size) text, double x, double y) => page.DrawLine(text.Line, text.Size, x, y);

    // The operator's own words are made smaller rather than broken.
    static (List<Span> Line, double Size) Fitting(Typesetter typesetter, Run run, double size, double smallest, double width)
    {
        for (; ; size -= 0.5)
        {
            var lines = typesetter.Lines([run], size, width);
            if (lines.Count <= 1 || size <= smallest) return (lines.FirstOrDefault() ?? [], size);
        }
    }
}
