using System.Globalization;
using Microsoft.AspNetCore.Http;
using Proactive.Engine.Visits;

namespace Proactive.Web.Guide;

/// <summary>Reads what citizens send, as long as it is short enough.</summary>
static class GuideForms
{
    /// <summary>Characters of an objection.</summary>
    public const int MostObjectionWords = 2000;

    /// <summary>Characters of an answer's sentence.</summary>
    public const int MostAnswerWords = 300;

    const int MostAuthorities = 99;

    /// <summary>A field's text; browsers send line ends as two characters and count them as one.</summary>
    public static string Text(this IFormCollection form, string field) => form[field].ToString().ReplaceLineEndings("\n").Trim();

    public static TypedAnswer Answer(this IFormCollection form)
    {
        var typed = new TypedAnswer(form.Text("mark"), form.Text("words"), form.Text("authorities"), form.Text("helped"), []);
        var faults = new List<string>();
        if (typed.Mark is not ("1" or "2" or "3" or "4" or "5")) faults.Add("mark");
        if (typed.Words.Length > MostAnswerWords) faults.Add("words");
        if (typed.Authorities.Length > 0 && NumberOf(typed.Authorities) is null) faults.Add("authorities");
        return typed with { Faults = faults };
    }

    public static int? NumberOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostAuthorities ? number : null;
}

/// <summary>The form about the help as it was filled in.</summary>
/// <param name="Faults">The fields that have to be looked at again: <c>mark</c>, <c>words</c>, <c>authorities</c>.</param>
public sealed record TypedAnswer(string Mark, string Words, string Authorities, string Helped, IReadOnlyList<string> Faults)
{
    /// <summary>As it was answered before, or empty.</summary>
    public static TypedAnswer Of(Answer? answer) => answer is null ? new TypedAnswer("", "", "", "", []) : new TypedAnswer(
        answer.Mark.ToString(CultureInfo.InvariantCulture), answer.Words, answer.Authorities?.ToString(CultureInfo.InvariantCulture) ?? "", answer.Helped switch { true => "yes", false => "no", null => "" }, []);

    /// <summary>Only without faults.</summary>
    public Answer ToAnswer() => new(int.Parse(Mark, CultureInfo.InvariantCulture), Words, GuideForms.NumberOf(Authorities), Helped switch { "yes" => true, "no" => false, _ => null });
}
