using System.Text;

namespace Proactive.Cel.Tests;

/// <summary>Spoils expressions: characters lost, doubled, swapped or strange, and halves of two joined.</summary>
static class ExpressionMutations
{
    const string Strange = "()[]{}.,:?!&|=<>+-*/%'\"`\\\n\r\t \0azAZ09_ex\uD83D\uDE00\uFFFFžα#@$^~;";

    public static string Apply(Random random, string source, string other)
    {
        var text = new StringBuilder(source);
        for (var count = random.Next(1, 5); count > 0 && text.Length > 0; count--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(5))
            {
                case 0: text.Remove(at, random.Next(1, Math.Min(4, text.Length - at + 1))); break;
                case 1: text.Insert(at, Strange[random.Next(Strange.Length)]); break;
                case 2: text[at] = Strange[random.Next(Strange.Length)]; break;
                case 3: text.Insert(at, text.ToString(at, random.Next(text.Length - at))); break;
                default: text.Remove(at, text.Length - at).Append(other.AsSpan(random.Next(other.Length))); break;
            }
        }
        return text.ToString();
    }

    public static string Noise(Random random) => string.Create(random.Next(1, 40), random, (to, r) =>
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = Strange[r.Next(Strange.Length)];
    });

    public static string Pattern(Random random)
    {
        string[] parts = ["a", "b", "0", ".", "*", "+", "?", "{2}", "{1,3}", "{", "}", "(", ")", "(?:", "(?i)", "(?s:", "|", "[", "]", "[^", "-", "^", "$",
            @"\d", @"\W", @"\b", @"\pL", @"\p{Greek}", @"\x41", @"\Q", @"\E", "[[:alpha:]]", "😀", @"\", "(?P<n>", "(?=", @"\1"];
        return string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => parts[random.Next(parts.Length)]));
    }
}
