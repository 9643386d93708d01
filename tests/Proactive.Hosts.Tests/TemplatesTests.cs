using System.Text.Json;
using Proactive.Testing;

namespace Proactive.Hosts.Tests;

/// <summary>The tools of somebody who writes the words.</summary>
public sealed class TemplatesTests : IDisposable
{
    readonly CommandLine _cli = new();

    string Out => Path.Combine(_cli.Data, "preview");

    public void Dispose() => _cli.Dispose();

    /// <summary>A copy of the project's templates with one file changed.</summary>
    string Templates(string path, Func<string, string> change)
    {
        var folder = Path.Combine(_cli.Data, "templates");
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "templates"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Path.Combine(Repository.Root, "templates"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.WriteAllText(Path.Combine(folder, path), change(File.ReadAllText(Path.Combine(folder, path))));
        return folder;
    }

    [Fact]
    public async Task Check_says_how_much_it_proved()
    {
        var run = await _cli.Proactive("templates", "check");
        Assert.Equal((0, ""), (run.ExitCode, run.Talk));
        Assert.Matches(@"^No problems: \d+ life events, 3 languages, \d{4} messages rendered\.\n$", run.Out);
    }

    [Fact]
    public async Task Check_shows_a_mistake_under_its_line_and_ends_with_one()
    {
        var templates = Templates("da/withdrawal.sbn.md", t => $"{t}\n[Læs mere](https://example.org)\n");
        var run = await _cli.Proactive("templates", "check", "--templates", templates);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("| [Læs mere](https://example.org)\n", run.Talk, StringComparison.Ordinal);
        Assert.Contains("| " + " ^\n", run.Talk, StringComparison.Ordinal);
        Assert.EndsWith("1 problem, 0 warnings.\n", run.Talk, StringComparison.Ordinal);

        var json = await _cli.Proactive("templates", "check", "--templates", templates, "--format", "json");
        Assert.Equal($"{templates}/da/withdrawal.sbn.md", JsonDocument.Parse(Assert.Single(json.Lines)).RootElement.GetProperty("file").GetString());
    }

    [Fact]
    public async Task Preview_writes_the_mail_its_page_and_its_text_and_says_where()
    {
        var run = await _cli.Proactive("templates", "preview", "--life-event", "dk/moving", "--locale", "da", "--channel", "email", "--kind", "start", "--out", Out);
        Assert.Equal((0, ""), (run.ExitCode, run.Talk));
        Assert.Equal([".eml", ".html", ".txt"], run.Lines.Select(l => Path.GetExtension(l)).Order());
        Assert.All(run.Lines, file => Assert.True(File.Exists(file), file));
        Assert.Contains("Kære Alex Example", await File.ReadAllTextAsync(Assert.Single(run.Lines, l => l.EndsWith("message.txt", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_shows_the_words_as_they_are_now_even_where_it_was_run_before()
    {
        string[] command = ["templates", "preview", "--life-event", "dk/moving", "--locale", "da", "--kind", "completion", "--out", Out];
        await _cli.Proactive(command);
        var run = await _cli.Proactive([.. command, "--templates", Templates("da/completion.sbn.md", t => t.Replace("Tak for det.", "Mange tak.", StringComparison.Ordinal))]);
        Assert.Contains("Mange tak.", await File.ReadAllTextAsync(Assert.Single(run.Lines, l => l.EndsWith("-completion.html", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_gives_the_same_files_each_time()
    {
        async Task<string> All(string folder)
        {
            var run = await _cli.Proactive("templates", "preview", "--life-event", "cz/birth", "--out", Path.Combine(_cli.Data, folder), "--now", "2026-11-09T10:00+01:00");
            return string.Concat(run.Lines.Select(f => Path.GetRelativePath(Path.Combine(_cli.Data, folder), f) + File.ReadAllText(f)));
        }

        Assert.Equal(await All("first"), await All("second"));
    }

    [Theory]
    [InlineData("Name one life event with --life-event, or say --all.", "")]
    [InlineData("There is no life event dk/mooving; was dk/moving meant?", "--life-event dk/mooving")]
    [InlineData("There is no test 'x' in dk/moving; there are:", "--life-event dk/moving --case x")]
    [InlineData("In the test 'an annulment after the notice withdraws it' of dk/moving nothing is left to do", "--life-event dk/moving --case 'an annulment after the notice withdraws it'")]
    [InlineData("There is no such message", "--life-event dk/moving --locale cs")]
    public async Task Preview_says_what_to_write_instead(string answer, string options)
    {
        // A name in quotes is one word.
        var words = options.Split('\'').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var run = await _cli.Proactive(["templates", "preview", .. words, "--out", Out]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(answer, run.Talk, StringComparison.Ordinal);
    }
}
