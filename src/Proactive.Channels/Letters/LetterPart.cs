namespace Proactive.Channels.Letters;

/// <summary>A piece of a letter's body in the order it is read: what opens and closes a part of the document's structure, and what is printed in it.</summary>
abstract record LetterPart
{
    /// <param name="Tag">As PDF names it: <c>L</c>, <c>LI</c>, <c>LBody</c>.</param>
    /// <param name="Numbering">Of a list: <c>Decimal</c> or <c>Disc</c>.</param>
    public sealed record Opening(string Tag, string? Numbering = null) : LetterPart;

    public sealed record Closing : LetterPart;

    /// <summary>A number or a dot before the next paragraph, on its first line.</summary>
    public sealed record Label(string Text, double Indent) : LetterPart;

    /// <param name="Tag"><c>H1</c>, <c>H2</c>, <c>P</c>.</param>
    /// <param name="Before">The space above, in points; none at the top of a page.</param>
    /// <param name="KeepWithNext">Never alone at the bottom of a page.</param>
    public sealed record Paragraph(string Tag, IReadOnlyList<List<Span>> Lines, double Size, double Indent, double Before, bool KeepWithNext) : LetterPart
    {
        public double LineHeight => Size * 1.32;
    }

    /// <summary>The code that opens the guide, and what it is beside it.</summary>
    public sealed record Code(GuideCode Drawing, string Description, Paragraph Words, double Before) : LetterPart;

    LetterPart() { }
}
