using static Proactive.Channels.Letters.LetterPart;

namespace Proactive.Channels.Letters;

/// <summary>Draws a letter from its first page to its last, in the order in which it is read.</summary>
sealed class LetterDrawing(LetterPage page, LetterFrame frame, LetterPages places, Typesetter typesetter)
{
    public void Draw(List<LetterPart> parts)
    {
        page.Turn();
        frame.DrawHead(page, typesetter);
        for (var at = 0; at < parts.Count; at++) Draw(parts, at);
        DrawFoot();
    }

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
                DrawLabel(label, parts.Skip(at).FirstOrDefault(part => part is Paragraph or Closing) as Paragraph);
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

    // An item without words has no line, and no label.
    void DrawLabel(Label label, Paragraph? beside)
    {
        if (beside is null) return;
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
            DrawFoot();
            page.Turn();
        }
    }

    void DrawFoot() => frame.DrawFoot(page, typesetter, page.Number + 1, places.Count);
}
