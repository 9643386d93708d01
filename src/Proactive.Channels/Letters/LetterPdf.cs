using PdfSharp.Pdf;
using PdfSharp.UniversalAccessibility;
using Proactive.Engine.Rendering;
using static Proactive.Channels.Letters.LetterPart;

namespace Proactive.Channels.Letters;

/// <summary>A letter as PDF, or why it cannot be printed.</summary>
sealed record LetterPdf(byte[] Bytes, int Pages, string? Failure)
{
    public const int MaxPages = 10;

    // More than ten pages hold.
    const int MaxCharacters = 100_000;

    /// <param name="address">The recipient's lines, the name first.</param>
    /// <param name="now">Printed as the letter's date, and the file's time.</param>
    public static LetterPdf Of(Message message, IReadOnlyList<string> address, LetterOptions options, FontFiles files, DateTimeOffset now)
    {
        var page = message.Document ?? throw new ArgumentException("A text message has no page to print.", nameof(message));
        if (page.Span.Length > MaxCharacters || message.Text.Length > MaxCharacters) return Failed("letter-too-long");
        var typesetter = new Typesetter(new LetterFonts(files));
        if (AddressWindow.Fit(address, typesetter) is not { } window) return Failed("address-does-not-fit");
        if (typesetter.MissedALetter) return Failed("address-not-in-font");

        var words = LetterWords.Of(message.Locale);
        var parts = LetterBody.Of(page, typesetter, LetterFrame.Right - LetterFrame.Left);
        // The reader's own page rather than the one that everybody has.
        if (message.Guide is { } own) parts.Add(CodeOf(own, words.List, words, typesetter));
        else if (options.GuideUrl is { } guide) parts.Add(CodeOf(guide, words.Guide, words, typesetter));
        if (typesetter.MissedALetter) return Failed("letter-not-in-font");
        var pages = LetterPages.Of(parts, LetterFrame.FirstTop, LetterFrame.Top, LetterFrame.Bottom);
        if (pages.Count > MaxPages) return Failed("letter-too-long");

        var frame = new LetterFrame(options.Sender, window, words.Date(now), message.Reference, words.Reference);
        return new LetterPdf(Drawn(message, frame, parts, pages, typesetter, now), pages.Count, null);
    }

    static LetterPdf Failed(string reason) => new([], 0, reason);

    static Code CodeOf(Uri url, string caption, LetterWords words, Typesetter typesetter)
    {
        var drawing = new GuideCode(url);
        var lines = typesetter.Lines([new Run(caption + " "), new Run(url.AbsoluteUri, Link: url.AbsoluteUri)], LetterBody.TextSize, LetterFrame.Right - LetterFrame.Left - drawing.Side);
        return new Code(drawing, $"{words.CodeOpens} {url.AbsoluteUri}", new Paragraph("P", lines, LetterBody.TextSize, drawing.Side, 0, false), 16);
    }

    static byte[] Drawn(Message message, LetterFrame frame, List<LetterPart> parts, LetterPages places, Typesetter typesetter, DateTimeOffset now)
    {
        using var document = new PdfDocument();
        document.Info.Title = PrintableText.Of(message.Subject);
        document.Info.Author = frame.Sender.Name;
        document.Info.CreationDate = now.UtcDateTime;
        UAManager.ForDocument(document).SetDocumentLanguage(message.Locale);
        using (var page = new LetterPage(document, typesetter)) new LetterDrawing(page, frame, places, typesetter).Draw(parts);
        using var bytes = new MemoryStream();
        document.Save(bytes, closeStream: false);
        return SteadyPdf.Of(bytes.ToArray());
    }
}
