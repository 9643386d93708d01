using Proactive.Channels.TextMessages;
using static Proactive.Adapters.Tests.Texts;

namespace Proactive.Adapters.Tests;

public sealed class TextMessageTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("20123456")]
    [InlineData("004520123456")]
    [InlineData("+45 20 12 34 56")]
    [InlineData("+4520123456,+4520123457")]
    [InlineData("+4520123456\n")]
    [InlineData("+0520123456")]
    [InlineData("+45２0123456")]
    [InlineData("+123")]
    [InlineData("+1234567890123456")]
    public void A_number_that_is_not_exactly_one_in_international_form_is_refused(string? number) =>
        Assert.Equal("invalid-number", Refusal("Hej", number));

    [Theory]
    [InlineData("", "has-no-text")]
    [InlineData(" \u200b\u202e ", "has-no-text")]
    [InlineData("To lines\nof text", "has-a-control-character")]
    [InlineData("Tab\there", "has-a-control-character")]
    [InlineData("\u001b[2J", "has-a-control-character")]
    [InlineData("NUL\0", "has-a-control-character")]
    [InlineData("Next\u0085line", "has-a-control-character")]
    [InlineData("Line\u2028separator", "has-a-control-character")]
    [InlineData("Se https://borger.dk/flyt", "has-a-link")]
    [InlineData("Se HTTP://1.2.3.4", "has-a-link")]
    [InlineData("Se www.borger", "has-a-link")]
    [InlineData("Log på borger.dk i dag", "has-a-link")]
    [InlineData("Log på Borger.DK.", "has-a-link")]
    [InlineData("Se bor\u200bger.dk", "has-a-link")]
    [InlineData("Se gov.uk/moving", "has-a-link")]
    [InlineData("bit.ly/x", "has-a-link")]
    public void What_no_text_message_may_hold_is_refused(string text, string refusal) => Assert.Equal(refusal, Refusal(text));

    [Theory]
    [InlineData("Senest d. 6.11.2026 kl. 9.00, f.eks. bl.a. ca. 1.000 kr.")]
    [InlineData("Flyttet.Det er meldt til folkeregisteret.")]
    [InlineData("Ring til os: 70 10 18 81")]
    public void Dots_that_make_no_link_are_left_alone(string text) => Assert.Equal(text, Sent(text).Text.Text);

    [Fact]
    public void Marks_that_turn_a_line_around_or_are_not_seen_are_left_out()
    {
        Assert.Equal("Hej Anna txt.exe!", Sent("Hej \u2067\u202eAnna\u202c\u2069 \u200e\u200ftxt\u200b.exe\ufeff\u2060\u061c!").Text.Text);
        Assert.Equal("👩‍👧", Sent("👩‍👧").Text.Text);
    }

    [Fact]
    public void Letters_with_their_marks_apart_are_put_together_and_half_a_character_is_none()
    {
        var text = Sent("Ba\u030angerd e\u0301n").Text;
        Assert.Equal(("Bångerd én", TextCoding.Gsm7), (text.Text, text.Coding));
        Assert.Equal("x\ufffdy", Sent("x\ud83dy").Text.Text);
    }

    [Fact]
    public void A_text_with_too_many_parts_is_refused()
    {
        Assert.Equal(3, Sent(new string('a', 459)).Text.Parts);
        Assert.Equal("too-many-parts", Refusal(new string('a', 460)));
        Assert.Equal("too-many-parts", TextMessage.Of(Saying(new string('a', 161)), Citizen, 1).Refusal);
    }

    [Fact]
    public void It_tells_nobody_the_number_or_the_text_by_accident() => Assert.DoesNotContain(Phone, $"{Sent("Hej")} {Sent("Hej").Text}", StringComparison.Ordinal);

    static TextMessage Sent(string text) => TextMessage.Of(Saying(text), Citizen, 3).Message!;

    static string? Refusal(string text, string? phone = Phone) => TextMessage.Of(Saying(text), Citizen with { Phone = phone }, 3).Refusal;
}
