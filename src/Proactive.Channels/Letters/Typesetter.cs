using System.Text;

namespace Proactive.Channels.Letters;

/// <summary>Words of one kind. A link is set as its address, and may be broken after a slash.</summary>
readonly record struct Run(string Text, bool Bold = false, string? Link = null);

/// <summary>Text of one style on a line; <paramref name="X"/> and <paramref name="Width"/> in points from where the line begins.</summary>
readonly record struct Span(string Text, TextStyle Style, double X, double Width);

/// <summary>Breaks text into lines. All lengths are in points.</summary>
sealed class Typesetter(LetterFonts fonts)
{
    /// <summary>True once a letter or digit came that no font has.</summary>
    public bool MissedALetter { get; private set; }

    public LetterFonts Fonts { get; } = fonts;

    /// <summary>Lines no wider than this; a word that is wider is broken.</summary>
    public List<List<Span>> Lines(IEnumerable<Run> runs, double size, double width)
    {
        var (lines, line) = (new List<List<Span>>(), new Line(Fonts, size));
        var words = runs.SelectMany(run => Words(run, size, width)).ToList();
        for (var at = 0; at < words.Count;)
        {
            // What hangs together without a place to break; torn only if it is wider than a whole line.
            var end = at + 1;
            while (end < words.Count && words[end].Glued) end++;
            if (line.WidthWith(words[at..end]) > width) Turn(words[at]);
            for (; at < end; at++)
            {
                if (line.WidthWith(words[at..(at + 1)]) > width) Turn(words[at]);
                line.Add(words[at]);
            }
        }

        if (!line.IsEmpty) lines.Add(line.Spans);
        return lines;

        void Turn(Word next)
        {
            if (line.IsEmpty) return;
            // Unseen, but whoever is read to hears two words and not one.
            if (next.Space) line.AddSpace();
            lines.Add(line.Spans);
            line = new Line(Fonts, size);
        }
    }

    IEnumerable<Word> Words(Run run, double size, double width)
    {
        var afterSpace = run.Text.Length > 0 && char.IsWhiteSpace(run.Text[0]);
        foreach (var text in PrintableText.Of(run.Text).Split(' '))
        {
            var glued = !afterSpace;
            foreach (var part in run.Link is null ? [text] : AfterSlashes(text))
            {
                foreach (var word in InFonts(part, run))
                {
                    foreach (var piece in Pieces(word, size, width))
                    {
                        yield return piece with { Space = afterSpace, Glued = piece.Glued && glued };
                        (afterSpace, glued) = (false, true);
                    }
                }

                glued = false;
            }

            afterSpace = true;
        }

        // The space that ends a run is the next one's.
        if (run.Text.Length > 0 && char.IsWhiteSpace(run.Text[^1])) yield return new Word("", new TextStyle(run.Bold, false, null), Space: true, Glued: false);
    }

    static IEnumerable<string> AfterSlashes(string address)
    {
        var from = 0;
        for (var at = 1; at < address.Length; at++)
        {
            // Not within https://.
            if (address[at - 1] != '/' || address[at] == '/' || (at > 1 && address[at - 2] == '/')) continue;
            yield return address[from..at];
            from = at;
        }

        yield return address[from..];
    }

    // An ornament that no font has is left out; a name without one of its letters would be another name.
    IEnumerable<Word> InFonts(string text, Run run)
    {
        var (part, inOther) = (new StringBuilder(), false);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Fonts.IsInOther(rune, run.Bold) is not { } other)
            {
                MissedALetter |= !PrintableText.IsOrnament(rune);
                continue;
            }

            if (other != inOther && part.Length > 0)
            {
                yield return new Word(part.ToString(), new TextStyle(run.Bold, inOther, run.Link));
                part.Clear();
            }

            inOther = other;
            part.Append(rune.ToString());
        }

        if (part.Length > 0) yield return new Word(part.ToString(), new TextStyle(run.Bold, inOther, run.Link));
    }

    IEnumerable<Word> Pieces(Word word, double size, double width)
    {
        var (rest, glued) = (word.Text, true);
        while (Fonts.Width(rest, word.Style, size) > width)
        {
            var end = 0;
            foreach (var rune in rest.EnumerateRunes())
            {
                if (end > 0 && Fonts.Width(rest[..(end + rune.Utf16SequenceLength)], word.Style, size) > width) break;
                end += rune.Utf16SequenceLength;
            }

            if (end == rest.Length) break;
            yield return word with { Text = rest[..end], Glued = glued };
            (rest, glued) = (rest[end..], false);
        }

        yield return word with { Text = rest, Glued = glued };
    }

    /// <param name="Space">A space stands before it unless it begins a line.</param>
    /// <param name="Glued">No line may end before it.</param>
    readonly record struct Word(string Text, TextStyle Style, bool Space = false, bool Glued = true);

    sealed class Line(LetterFonts fonts, double size)
    {
        double _x;

        public List<Span> Spans { get; } = [];

        public bool IsEmpty => Spans.Count == 0;

        public double WidthWith(IEnumerable<Word> words) => _x + words.Sum(word => (word.Space ? Width(" ", word.Style) : 0) + Width(word.Text, word.Style));

        public void Add(Word word)
        {
            if (word.Space) AddSpace();
            if (word.Text.Length > 0) Append(word.Text, word.Style);
        }

        public void AddSpace()
        {
            if (!IsEmpty && !Spans[^1].Text.EndsWith(' ')) Append(" ", Spans[^1].Style);
        }

        void Append(string text, TextStyle style)
        {
            var width = Width(text, style);
            if (!IsEmpty && Spans[^1].Style == style) Spans[^1] = Spans[^1] with { Text = Spans[^1].Text + text, Width = Spans[^1].Width + width };
            else Spans.Add(new Span(text, style, _x, width));
            _x += width;
        }

        double Width(string text, TextStyle style) => text.Length == 0 ? 0 : fonts.Width(text, style, size);
    }
}
