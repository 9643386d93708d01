using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Proactive.Cel;
using Proactive.Engine.Notices;
using Proactive.Engine.Rendering;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rendering;

/// <summary>What every template engine does alike; each engine's tests inherit it. The template's text goes in, the words come out.</summary>
public abstract class TemplateEngineCompliance
{
    static readonly CelRecordType Item = new("item", [new("title", CelType.String), new("isLast", CelType.Bool), new("parts", CelType.List(CelType.String))]);

    static readonly CelRecordType Model = new("model",
    [
        new("name", CelType.String), new("tricky", CelType.String), new("empty_text", CelType.String), new("count", CelType.Int), new("zero", CelType.Int), new("less", CelType.Int),
        new("yes", CelType.Bool), new("no", CelType.Bool), new("item", CelType.Record(Item)), new("items", CelType.List(CelType.Record(Item))),
        new("nothing", CelType.List(CelType.String)), new("many", CelType.List(CelType.String)),
    ]);

    static readonly Dictionary<string, string> Partials = new()
    {
        ["line"] = "\n- {{ name }}\n",
        ["inline"] = "{{ if yes }}yes{{ end ~}}\n",
        ["outer"] = "<{{ include 'inline' }}>",
        ["of-item"] = "{{ entry.title }};",
        ["crlf"] = "one\r\n{{~ if yes ~}}\r\ntwo\r\n{{~ end ~}}\r\n",
    };

    const string Tricky = "{{ name }} {{ end }} {%{ }} \\ \"quoted\" 'single' <b>&amp;\n  next # $ @";

    static readonly ConcurrentDictionary<Type, TemplateSet> ShippedBy = [];

    protected abstract ITemplateEngine Engine { get; }

    public static TheoryData<string, string> Cases => new()
    {
        { "", "" },
        { "plain { text } with } and {", "plain { text } with } and {" },
        { "a {{ name }} b", "a Anna b" },
        { "{{name}}{{ count }}{{ zero }}{{ less }}", "Anna30-1234567" },
        { "[{{ empty_text }}]", "[]" },
        { "{{ item.title }} {{ 'text' }} {{ \"other text\" }}", "The item text other text" },
        { "{{ tricky }}", Tricky },
        { "   {{ tricky }}|", $"   {Tricky}|" },
        { "{{ if yes }}a{{ end }}{{ if no }}b{{ end }}", "a" },
        { "{{ if no }}a{{ else }}b{{ end }}", "b" },
        { "{{ if no }}a{{ else if yes }}b{{ else }}c{{ end }}", "b" },
        { "{{ if no }}a{{ else if no }}b{{ else if count > 9 }}c{{ else }}d{{ end }}", "d" },
        { "{{ if yes }}{{ if no }}a{{ else }}b{{ end }}{{ else }}c{{ end }}", "b" },
        { "{{ for entry in items }}{{ entry.title }},{{ end }}", "first,second," },
        { "{{ for entry in items }}{{ for part in entry.parts }}{{ entry.title }}{{ part }} {{ end }}{{ end }}", "firstx firsty secondz " },
        { "{{ for entry in items }}{{ entry.title }}{{ if !entry.isLast }}, {{ end }}{{ end }}", "first, second" },
        { "{{ for entry in items }}{{ entry.title }}{{ end }}{{ for entry in nothing }}{{ entry }}{{ end }}{{ for entry in item.parts }}{{ entry }}{{ end }}", "firstsecondp" },
        { "a{{ for entry in nothing }}b{{ end }}c", "ac" },
        { "a{{ for entry in items }}{{ end }}c", "ac" },
        { "{{ if count == 3 }}a{{ end }}{{ if count != 3 }}b{{ end }}{{ if count < 4 }}c{{ end }}{{ if count <= 3 }}d{{ end }}{{ if count > 3 }}e{{ end }}{{ if count >= 3 }}f{{ end }}", "acdf" },
        { "{{ if name == 'Anna' }}a{{ end }}{{ if name == 'anna' }}b{{ end }}{{ if name != \"Anne\" }}c{{ end }}{{ if empty_text == '' }}d{{ end }}", "acd" },
        { "{{ if less < zero && zero < count }}a{{ end }}", "a" },
        { "{{ if yes || no && no }}a{{ end }}{{ if (yes || no) && no }}b{{ end }}", "a" },
        { "{{ if !no && yes }}a{{ end }}{{ if !(no || yes) }}b{{ end }}{{ if yes == true }}c{{ end }}", "ac" },
        { "{{ if count > 1 && name == 'Anna' || no }}a{{ end }}", "a" },
        { "a\n{{~ if yes ~}}\nb\n{{~ end ~}}\nc", "a\nb\nc" },
        { "a\n{{~ if no ~}}\nb\n{{~ end ~}}\nc", "a\nc" },
        { "a  {{~ name ~}}  b", "aAnnab" },
        { "a\n  {{~ name ~}}  \n\n  b", "a\nAnna\n  b" },
        { "{{ name ~}}   {{~ name }}", "AnnaAnna" },
        { "{{ name ~}} \n \n {{~ name }}", "Anna \nAnna" },
        { "  {{~ name }}", "Anna" },
        { "\n\n{{~ name ~}}\n\n", "\n\nAnna\n" },
        { "a\u00a0{{~ name ~}}\u00a0\t\nb", "aAnnab" },
        { "{{~ for entry in items ~}}\n- {{ entry.title }}\n{{~ end ~}}\nend", "- first\n- second\nend" },
        { "{{~ for entry in items ~}}\n{{~ for part in entry.parts ~}}\n  {{ part }}\n{{~ end ~}}\n{{~ end ~}}\n", "  x\n  y\n  z\n" },
        { "x{{ include 'inline' }}y", "xyesy" },
        { "x\n{{~ include 'line' ~}}\ny", "x\n\n- Anna\ny" },
        { "   {{ include 'line' }}|", "   \n- Anna\n|" },
        { "{{ include 'outer' }}{{ include 'outer' }}", "<yes><yes>" },
        { "{{ for entry in items }}{{ include 'of-item' }}{{ end }}", "first;second;" },
        { "{{ include 'crlf' }}", "one\ntwo\n" },
        { "a\r\n{{~ if yes ~}}\r\nb\r\n{{~ end ~}}\r\n\r\nc\r\n", "a\nb\n\nc\n" },
        { "æøå ěšč 😀 {{ name }} 😀", "æøå ěšč 😀 Anna 😀" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void A_template_means_what_it_means_everywhere(string template, string text) => Assert.Equal(text, Prepare(template)(Values(1)));

    [Fact]
    public void What_is_prepared_once_is_used_by_many_threads_at_once()
    {
        var write = Prepare("{{ for entry in items }}{{ entry.title }} {{ name }}{{ include 'outer' }}{{ end }}");
        var texts = new string[200];
        Parallel.For(0, texts.Length, i => texts[i] = write(Values(1)));
        Assert.Equal("first Anna<yes>second Anna<yes>", Assert.Single(texts.Distinct()));
    }

    [Fact]
    public void A_template_that_writes_too_much_is_stopped_and_named()
    {
        var write = Prepare("{{ for a in many }}{{ for b in many }}\n a whole line of text, and another {{ end }}{{ end }}");
        Assert.StartsWith("test.sbn.md", Assert.Throws<TemplateException>(() => write(Values(120))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Loops_that_write_nothing_are_stopped_and_named()
    {
        var write = Prepare("\n{{ for a in many }}{{ for b in many }}{{ for c in many }}{{ end }}{{ end }}{{ end }}");
        Assert.StartsWith("test.sbn.md", Assert.Throws<TemplateException>(() => write(Values(1_000))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_goes_wrong_names_line_and_column()
    {
        var write = Prepare("\n{{ for a in many }}{{ for b in many }}{{ end }}{{ end }}");
        Assert.Equal("test.sbn.md:2:32: its loops turn more than 20000 times", Assert.Throws<TemplateException>(() => write(Values(200))).Message);
    }

    [Fact]
    public void What_a_partial_writes_counts_as_it_is_written()
    {
        var write = Prepare("{{ for a in many }}{{ for b in many }}{{ include 'line' }}{{ include 'line' }}{{ end }}{{ end }}");
        Assert.EndsWith("the text is longer than 200000 characters", Assert.Throws<TemplateException>(() => write(Values(120))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_reads_the_same_wherever_it_is_written()
    {
        var here = CultureInfo.CurrentCulture;
        try
        {
            // Its minus is another character.
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("sv-SE");
            Assert.Equal("-1234567", Prepare("{{ less }}")(Values(1)));
        }
        finally
        {
            CultureInfo.CurrentCulture = here;
        }
    }

    [Fact]
    public void What_is_within_the_limits_is_written_whole() =>
        Assert.Equal(100 * 100 * 3, Prepare("{{ for a in many }}{{ for b in many }}abc{{ end }}{{ end }}")(Values(100)).Length);

    public static TheoryData<string> Reviewed => [.. Tellings.Reviewed.Keys];

    [Theory, MemberData(nameof(Reviewed))]
    public async Task Every_shipped_template_reads_as_it_was_reviewed(string name) => Snapshot.Matches(Tellings.Rendered(await Tellings.Reviewed[name](), Shipped()).Text, name);

    [Fact]
    public async Task Every_text_message_reads_as_it_was_reviewed()
    {
        var (text, templates) = (new StringBuilder(), Shipped());
        foreach (var language in new[] { "da", "en", "cs" })
        {
            var part = language == "cs" ? await Tellings.CzechJobLoss() : await Tellings.Move();
            foreach (var kind in Enum.GetValues<NoticeKind>())
            {
                Tell($"{language} {kind}", Tellings.To(language, part with { Notice = part.Notice with { Kind = kind } }));
                if (kind == NoticeKind.Change) Tell($"{language} {kind}, continued", Tellings.To(language, part with { Notice = part.Notice with { Kind = kind }, Journey = part.Journey with { Continued = true } }));
            }

            Tell($"{language} one step", Tellings.To(language, part with { Notice = part.Notice with { Kind = NoticeKind.Reminder, Steps = [part.Notice.Steps[1]] } }));
            Tell($"{language} nothing to do", Tellings.To(language, part with { Journey = part.Journey with { Steps = [.. part.Journey.Steps.Where(s => s.Automatic)] } }));
            Tell($"{language} several", Tellings.To(language, part, language == "cs" ? await Tellings.CzechMove() : await Tellings.JobLoss()));
            Tell($"{language} guardian", Tellings.To(language, part) with { Subject = Tellings.Child });
        }

        Snapshot.Matches(text.ToString(), "text-messages");

        void Tell(string what, Telling telling)
        {
            var line = Tellings.Rendered(Tellings.AsText(telling), templates).Text;
            text.Append(CultureInfo.InvariantCulture, $"{what} ({line.Length} characters, {TextMessageParts.Of(line)} part{(TextMessageParts.Of(line) == 1 ? "" : "s")})\n    {line}\n");
        }
    }

    TemplateSet Shipped() => ShippedBy.GetOrAdd(Engine.GetType(), _ => TemplateSet.Read(ContentFolder.Read(Path.Combine(Repository.Root, "templates"), ".md", ".txt", ".yaml", ".html"), Engine).Templates!);

    Func<CelRecord, string> Prepare(string template)
    {
        var (checkedTemplate, problems) = CheckedTemplate.Of("test.sbn.md", template, Partials, Model);
        return Engine.Prepare(checkedTemplate ?? throw new InvalidOperationException(string.Join('\n', problems)));
    }

    static CelRecord Values(int many)
    {
        return new CelRecord(Model,
        [
            CelValue.Of("Anna"), CelValue.Of(Tricky), CelValue.Of(""), CelValue.Of(3), CelValue.Of(0), CelValue.Of(-1234567), CelValue.True, CelValue.False,
            ItemOf("The item", false, "p"), CelValue.Of([ItemOf("first", false, "x", "y"), ItemOf("second", true, "z")]),
            CelValue.Of([]), CelValue.Of([.. Enumerable.Range(0, many).Select(i => CelValue.Of($"{i}"))]),
        ]);

        static CelValue ItemOf(string title, bool isLast, params string[] parts) =>
            CelValue.Of(new CelRecord(Item, [CelValue.Of(title), CelValue.Of(isLast), CelValue.Of([.. parts.Select(CelValue.Of)])]));
    }
}
