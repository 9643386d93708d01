using System.Text.RegularExpressions;
using Proactive.Engine.Rules;
using Proactive.Web.Pages;

namespace Proactive.Web.Studio.Book;

/// <summary>A step's deadline in words, as somebody says it who knows the law.</summary>
static partial class DeadlineWords
{
    public static string Of(StepRule step, Phrases words)
    {
        var due = step.Expressions.Values.Select(e => e.Due?.Source.Trim()).OfType<string>().Distinct().ToList();
        if (due.Count == 0) return step.DueText.In(words.Locale) is { Length: > 0 } text ? text : words["studio.no-deadline"];
        return due is [var one] && Plain().Match(one) is { Success: true } plain
            ? words.With($"studio.due-{plain.Groups["unit"].Value}-{(plain.Groups["sign"].Value == "+" ? "after" : "before")}", ("count", plain.Groups["count"].Value))
            : due is ["effective"] ? words["studio.due-on-the-day"] : words["studio.due-worked-out"];
    }

    [GeneratedRegex(@"^effective (?<sign>[+-]) (?<unit>days|weeks|months|years|workdays)\((?<count>\d+)\)$")]
    private static partial Regex Plain();
}
