using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Proactive.Web.Pages;

/// <summary>The one stylesheet and the one script, from the parts that the program carries.</summary>
sealed class Assets
{
    static readonly string[] StyleParts = ["base.css", "guide.css", "studio.css", "administration.css"];

    public IResult Styles { get; } = new Asset(string.Concat(StyleParts.Select(Read)), "text/css; charset=utf-8");

    public IResult Script { get; } = new Asset(Read("site.js"), "text/javascript; charset=utf-8");

    static string Read(string name)
    {
        using var stream = typeof(Assets).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The program lacks its part {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // Nothing personal, so browsers may keep it; a short time, so that an upgrade shows.
    sealed class Asset(string text, string type) : IResult
    {
        readonly IResult _content = Results.Text(text, type);

        public Task ExecuteAsync(HttpContext context)
        {
            context.Response.Headers[HeaderNames.CacheControl] = "public, max-age=300";
            return _content.ExecuteAsync(context);
        }
    }
}
