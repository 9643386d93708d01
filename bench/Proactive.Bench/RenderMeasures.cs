using Markdig;
using Proactive.Engine.Notices;
using Proactive.Engine.Rehearsal;

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
        var markdown = Town.Templates.Markdown(notice, journey, guide, Town.Person(0), Town.Monday);
        var pipeline = new MarkdownPipelineBuilder().Build();
        Measure.PrintRate("render.notices_per_s", () => Town.Templates.Render(notice, journey, guide, Town.Person(0), Town.Monday).Message!.Html.Length, () => Markdown.ToHtml(markdown, pipeline).Length);
        town.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
