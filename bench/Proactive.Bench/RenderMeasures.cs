using Markdig;
using Proactive.Engine.Notices;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rendering;

namespace Proactive.Bench;

/// <summary>A start notice with five steps, to HTML and plain text; against Markdig alone on the finished Markdown.</summary>
static class RenderMeasures
{
    public static void Run()
    {
        using var built = Town.Build(1, new SilentChannel("email"));
        var town = built.GetAwaiter().GetResult();
        town.Flow.Receive(Town.Move(0)).GetAwaiter().GetResult();
        var file = town.Store.Load([Town.Keys.Of(Town.Id(0))], default).GetAwaiter().GetResult()[0].File;
        var (notice, journey, guide) = (file.Notices.First(n => n.Kind == NoticeKind.Start), file.Journeys[0], Town.Book.Guide("dk/moving")!);
        var telling = new Telling("email", Town.Person(0), Town.Person(0), [new Part(notice, journey, guide)]);
        var markdown = Town.Templates.Markdown(telling, Town.Monday);
        var pipeline = new MarkdownPipelineBuilder().Build();
        Measure.PrintRate("render.notices_per_s", () => Town.Templates.Render(telling, Town.Monday).Message!.Html.Length, () => Markdown.ToHtml(markdown, pipeline).Length);
        town.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
