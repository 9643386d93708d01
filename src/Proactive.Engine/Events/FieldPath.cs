using System.Globalization;

namespace Proactive.Engine.Events;

/// <summary>Where a reader failed inside an event, put together on the way out: <c>data.household[2].birthDate</c>.</summary>
sealed class FieldPath
{
    string _text = "";

    /// <summary>The path of a member of the event itself.</summary>
    public static string Of(string name) => Printable(name);

    /// <summary>Says that what is known so far is inside the field <paramref name="name"/>.</summary>
    public void Inside(string name) => _text = _text.Length == 0 || _text[0] == '[' ? Printable(name) + _text : $"{Printable(name)}.{_text}";

    /// <summary>Says that what is known so far is inside the element <paramref name="index"/> of a list.</summary>
    public void Inside(int index) => _text = string.Create(CultureInfo.InvariantCulture, $"[{index}]{(_text.Length == 0 || _text[0] == '[' ? "" : ".")}{_text}");

    public override string ToString() => _text;

    // An undeclared field's name comes from outside and ends up in terminals and logs.
    static string Printable(string name)
    {
        var shown = name.Length > 60 ? name[..60] + "…" : name;
        return string.Concat(shown.Select(c => char.IsControl(c) ? '?' : c));
    }
}
