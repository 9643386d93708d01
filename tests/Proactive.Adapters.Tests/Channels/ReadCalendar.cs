using System.Text;
using System.Text.RegularExpressions;

namespace Proactive.Adapters.Tests;

/// <summary>A component of a calendar file, read by the letter of RFC 5545: what is not exactly as it says fails the test.</summary>
sealed partial class ReadCalendar
{
    ReadCalendar(string name) => Name = name;

    public string Name { get; }

    /// <summary>Name, parameters as they stand, and value as it stands.</summary>
    public List<(string Name, string Parameters, string Value)> Properties { get; } = [];

    public List<ReadCalendar> Components { get; } = [];

    /// <summary>The value of the only property of this name, as it stands.</summary>
    public string this[string name] => Properties.Single(p => p.Name == name).Value;

    public bool Has(string name) => Properties.Any(p => p.Name == name);

    public string Parameters(string name) => Properties.Single(p => p.Name == name).Parameters;

    /// <summary>A value of type TEXT: only a backslash, a semicolon, a comma and a line break are escaped, and they always.</summary>
    public string Text(string name)
    {
        Assert.Matches(EscapedText(), this[name]);
        return Escape().Replace(this[name], m => m.Value is "\\n" or "\\N" ? "\n" : m.Value[1..]);
    }

    public static ReadCalendar Of(byte[] file)
    {
        var lines = Unfolded(file);
        var next = 0;
        Assert.Equal("BEGIN:VCALENDAR", lines[0]);
        var calendar = Component(lines, ref next);
        Assert.Equal(lines.Count, next);
        return calendar;
    }

    static List<string> Unfolded(byte[] file)
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var lines = new List<string>();
        for (var at = 0; at < file.Length;)
        {
            var length = file.AsSpan(at).IndexOf("\r\n"u8);
            Assert.InRange(length, 1, 75);
            // Throws if a character was split.
            var line = strict.GetString(file, at, length);
            Assert.DoesNotContain(line, char.IsControl);
            if (line[0] == ' ') lines[^1] += line[1..];
            else lines.Add(line);
            at += length + 2;
        }

        return lines;
    }

    static ReadCalendar Component(List<string> lines, ref int next)
    {
        var component = new ReadCalendar(lines[next++]["BEGIN:".Length..]);
        while (lines[next] != $"END:{component.Name}")
        {
            if (lines[next].StartsWith("BEGIN:", StringComparison.Ordinal))
            {
                component.Components.Add(Component(lines, ref next));
                continue;
            }

            var property = Property().Match(lines[next++]);
            Assert.True(property.Success, "This is no property.");
            component.Properties.Add((property.Groups[1].Value, property.Groups[2].Value, property.Groups[3].Value));
        }

        next++;
        return component;
    }

    [GeneratedRegex("""^([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$""")]
    private static partial Regex Property();

    [GeneratedRegex(@"^(?:\\[\\;,nN]|[^\\;,])*$")]
    private static partial Regex EscapedText();

    [GeneratedRegex(@"\\.")]
    private static partial Regex Escape();
}
