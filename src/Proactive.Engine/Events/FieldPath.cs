using System.Globalization;
using System.Text;

namespace Proactive.Engine.Events;

/// <summary>Where a reader is inside an event: <c>data.household[2].birthDate</c>.</summary>
sealed class FieldPath
{
    readonly List<object> _parts = [];

    /// <summary>The path of a member of the event itself.</summary>
    public static string Of(string name) => Printable(name);

    public void Push(string name) => _parts.Add(name);

    public void Push(int index) => _parts.Add(index);

    public void Pop() => _parts.RemoveAt(_parts.Count - 1);

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            if (part is int index) text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            else text.Append(text.Length > 0 ? "." : "").Append(Printable((string)part));
        }

        return text.ToString();
    }

    // An undeclared field's name comes from outside and ends up in terminals and logs.
    static string Printable(string name)
    {
        var shown = name.Length > 60 ? name[..60] + "…" : name;
        return string.Concat(shown.Select(c => char.IsControl(c) ? '?' : c));
    }
}
