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
        if (options.GuideUrl is { } url) parts.Add(CodeOf(url, words, typesetter));
        if (typesetter.MissedALetter) return Failed("letter-not-in-font");
        var pages = LetterPages.Of(parts, LetterFrame.FirstTop, LetterFrame.Top, LetterFrame.Bottom);
        if (pages.Count > MaxPages) return Failed("letter-too-long");

        var frame = new LetterFrame(options.Sender, window, words.Date(now), message.Reference, words.Reference);
        return new LetterPdf(Drawn(message, frame, parts, pages, typesetter, now), pages.Count, null);
    }

    static LetterPdf Failed(string reason) => new([], 0, reason);

    static Code CodeOf(Uri url, LetterWords words, Typesetter typesetter)
    {
        var drawing = new GuideCode(url);
        var lines = typesetter.Lines([new Run(words.Guide + " "), new Run(url.AbsoluteUri, Link: url.AbsoluteUri)], LetterBody.TextSize, LetterFrame.Right - LetterFrame.Left - drawing.Side);
        return new Code(drawing, $"{words.CodeOpens} {url.AbsoluteUri}", new Paragraph("P", lines, LetterBody.TextSize, drawing.Side, 0, false), 16);
    }

    static byte[] Drawn(Message message, LetterFrame frame, List<LetterPart> parts, LetterPages places, Typesetter typesetter, DateTimeOffset now)
    {
        using var document = new PdfDocument();
        document.Info.Title = PrintableText.Of(message.Subject);
        document.Info.Author = frame.Sender.Name;
        document.Info.CreationDate = now.UtcDateTime;
        UAManager.ForDocument(document).SetDocumentLanguage(message.Locale);
        using (var page = new LetterPage(document, typesetter))
        {
            page.Turn();
            frame.DrawHead(page, typesetter);
            for (var at = 0; at < parts.Count; at++) Draw(parts, at);
            frame.DrawFoot(page, typesetter, page.Number + 1, places.Count);

            void Draw(List<LetterPart> parts, int at)
            {
                switch (parts[at])
                {
                    case Opening opening:
                        page.Open(opening.Tag);
                        if (opening.Numbering is { } numbering) page.SetNumbering(numbering);
                        break;
                    case Closing:
                        page.End();
                        break;
                    case Label label:
                        DrawLabel(label, parts.Skip(at).OfType<Paragraph>().First());
                        break;
                    case Paragraph paragraph:
                        page.Element(paragraph.Tag, () => DrawLines(paragraph));
                        break;
                    case Code code:
                        DrawCode(code);
                        break;
                }
            }

            void DrawLines(Paragraph paragraph)
            {
                for (var line = 0; line < paragraph.Lines.Count; line++)
                {
                    var (number, y) = places.Of(paragraph)[line];
                    GoTo(number);
                    page.DrawLine(paragraph.Lines[line], paragraph.Size, LetterFrame.Left + paragraph.Indent, y);
                }
            }

            void DrawLabel(Label label, Paragraph beside)
            {
                var (number, y) = places.Of(beside)[0];
                GoTo(number);
                page.Element("Lbl", () => page.DrawLine(typesetter.Lines([new Run(label.Text)], beside.Size, LetterFrame.Right)[0], beside.Size, LetterFrame.Left + label.Indent, y));
            }

            void DrawCode(Code code)
            {
                var (number, y) = places.Of(code)[0];
                GoTo(number);
                page.DrawCode(code.Drawing, code.Description, LetterFrame.Left - code.Drawing.Quiet, y, code.Drawing.Side);
                page.Element("P", () =>
                {
                    for (var line = 0; line < code.Words.Lines.Count; line++)
                        page.DrawLine(code.Words.Lines[line], code.Words.Size, LetterFrame.Left + code.Words.Indent, y + code.Drawing.Quiet + (line * code.Words.LineHeight));
                });
            }

            void GoTo(int number)
            {
                while (page.Number < number)
                {
                    frame.DrawFoot(page, typesetter, page.Number + 1, places.Count);
                    page.Turn();
                }
            }
        }

        using var bytes = new MemoryStream();
        document.Save(bytes, closeStream: false);
        return SteadyPdf.Of(bytes.ToArray());
    }
}
