using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Proactive.Engine.Rules;

/// <summary>YAML text to nodes with places. Refuses what makes YAML dangerous or surprising: aliases, tags, duplicate keys, deep nesting, huge files.</summary>
static class YamlParser
{
    const int MaxNodes = 100_000;
    const int MaxDepth = 32;
    const int MaxCharacters = 2_000_000;

    /// <summary>The file's root node, or null after problems were added (or if the file is empty).</summary>
    public static YamlNode? Parse(string path, string text, ProblemList problems)
    {
        var file = new YamlSource(path, text);
        if (text.Length > MaxCharacters)
        {
            problems.Add(new Problem(path, 0, 0, $"the file has more than {MaxCharacters:N0} characters; split it"));
            return null;
        }

        var scanner = new Scanner(new StringReader(text));
        var reader = new Reader(file, new Parser(scanner), problems);
        try
        {
            return reader.Document();
        }
        catch (YamlException problem)
        {
            problems.Add(Describe(file, problem));
            return null;
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException)
        {
            // On some broken texts the scanner itself stumbles; it still knows where.
            var line = (int)scanner.CurrentPosition.Line;
            problems.Add(new Problem(path, line, (int)scanner.CurrentPosition.Column, "this is not valid YAML: it cannot be read beyond this place", file.LineAt(line)));
            return null;
        }
    }

    static Problem Describe(YamlSource file, YamlException problem)
    {
        // The scanner reports a tab at the start of the mapping it breaks, far from where it stands.
        if (file.FirstTab is { } tab) return new Problem(file.Path, tab.Line, tab.Column, "this is not valid YAML: indent with spaces, not with a tab", file.LineAt(tab.Line));
        var line = (int)problem.Start.Line;
        return new Problem(file.Path, line, (int)problem.Start.Column, $"this is not valid YAML: {FirstSentence(problem)}", file.LineAt(line));
    }

    static string FirstSentence(YamlException problem)
    {
        var message = problem.Message.Split('\n')[0];
        var end = message.LastIndexOf("): ", StringComparison.Ordinal);
        return (end >= 0 ? message[(end + 3)..] : message).TrimEnd('.');
    }

    sealed class Reader(YamlSource file, Parser parser, ProblemList problems)
    {
        int _nodes;

        public YamlNode? Document()
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _)) return null;
            parser.Consume<DocumentStart>();
            var root = Node(0);
            parser.Consume<DocumentEnd>();
            if (parser.Accept<DocumentStart>(out var second)) throw Refused(second, "only one document a file");
            return root;
        }

        YamlNode Node(int depth)
        {
            if (depth > MaxDepth) throw Refused(parser.Current!, $"nested deeper than {MaxDepth} levels");
            if (++_nodes > MaxNodes) throw Refused(parser.Current!, $"more than {MaxNodes:N0} values");
            if (parser.Current is NodeEvent { Anchor.IsEmpty: false } anchored) throw Refused(anchored, "anchors and aliases are not read; write the value out");
            if (parser.Accept<AnchorAlias>(out var alias)) throw Refused(alias, "anchors and aliases are not read; write the value out");
            if (parser.Current is NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } } tagged) throw Refused(tagged, "tags are not read");
            if (parser.TryConsume<Scalar>(out var scalar)) return Text(scalar);
            return parser.TryConsume<SequenceStart>(out var list) ? List(list, depth) : Map(parser.Consume<MappingStart>(), depth);
        }

        YamlScalar Text(Scalar scalar) => new(file, LineOf(scalar), ColumnOf(scalar), scalar.Value,
            scalar.Style == ScalarStyle.Plain, scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded);

        YamlList List(SequenceStart start, int depth)
        {
            var items = new List<YamlNode>();
            while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
            return new YamlList(file, LineOf(start), ColumnOf(start), items);
        }

        YamlMap Map(MappingStart start, int depth)
        {
            var entries = new List<KeyValuePair<YamlScalar, YamlNode>>();
            var names = new HashSet<string>(StringComparer.Ordinal);
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                if (Node(depth + 1) is not YamlScalar key) throw Refused(parser.Current!, "a key must be a word");
                var value = Node(depth + 1);
                if (names.Add(key.Text)) entries.Add(new(key, value));
                else problems.Add(key, $"'{key.Text}' is there twice");
            }

            return new YamlMap(file, LineOf(start), ColumnOf(start), entries);
        }

        static int LineOf(ParsingEvent at) => (int)at.Start.Line;

        static int ColumnOf(ParsingEvent at) => (int)at.Start.Column;

        static YamlException Refused(ParsingEvent at, string why) => new(at.Start, at.End, why);
    }
}
