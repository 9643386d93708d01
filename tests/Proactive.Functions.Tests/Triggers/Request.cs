using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Proactive.Functions.Tests.Triggers;

/// <summary>A request to one of the app's HTTP triggers, and what is answered.</summary>
static class Request
{
    static readonly ServiceProvider Services = new ServiceCollection().AddLogging().BuildServiceProvider();

    public static HttpRequest Post(string body, string contentType, params (string Name, string Value)[] headers)
    {
        var context = new DefaultHttpContext { RequestServices = Services };
        (context.Request.Method, context.Request.ContentType, context.Request.Body) = ("POST", contentType, new MemoryStream(Encoding.UTF8.GetBytes(body)));
        foreach (var (name, value) in headers) context.Request.Headers[name] = value;
        return context.Request;
    }

    public static async Task<(int Status, string Body, IHeaderDictionary Headers)> Answer(IResult result, HttpRequest request)
    {
        var body = new MemoryStream();
        request.HttpContext.Response.Body = body;
        await result.ExecuteAsync(request.HttpContext);
        return (request.HttpContext.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray()), request.HttpContext.Response.Headers);
    }
}
