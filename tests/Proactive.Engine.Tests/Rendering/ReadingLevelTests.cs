using Proactive.Engine.Rendering;

namespace Proactive.Engine.Tests.Rendering;

public sealed class ReadingLevelTests
{
    static int Lix(string text) => ReadingLevel.SentencesIn(text).Select(s => ReadingLevel.OfSentence(s.Text)).Aggregate(ReadingLevel.Add).Lix;

    [Fact]
    public void Words_a_sentence_and_the_percentage_of_long_words_are_added_up() =>
        // Ten words in two sentences, one of them with seven letters: 5 + 10.
        Assert.Equal(15, Lix("You moved to another flat. Tell the town hall soon."));

    [Theory]
    [InlineData("Senest den 26. november skal du melde det.", 1)]
    [InlineData("Podle § 5 odst. 2 zákona platí lhůta. Tu dodržte.", 2)]
    [InlineData("Is it done? Then **rest!** You may.", 3)]
    [InlineData("The law says so: You must. (Really.)", 3)]
    [InlineData("Have ready:", 0)]
    [InlineData("your passport", 0)]
    public void A_sentence_ends_where_a_reader_would_stop(string text, int sentences) => Assert.Equal(sentences, ReadingLevel.SentencesIn(text).Count());

    [Fact]
    public void A_word_is_long_from_seven_letters_and_digits_are_none() =>
        Assert.Equal(new ReadingLevel(1, 4, 1), ReadingLevel.OfSentence("Střední osobám 1234567 zákona."));

    [Fact]
    public void Each_sentence_is_found_where_it_starts() => Assert.Equal([0, 5], ReadingLevel.SentencesIn("One. Two.").Select(s => s.Offset));
}
