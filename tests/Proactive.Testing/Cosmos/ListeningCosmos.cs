using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Proactive.Testing.Cosmos;

/// <summary>A server at a port of this machine, for tests with several processes.</summary>
public sealed class ListeningCosmos : IAsyncDisposable
{
    readonly WebApplication _host;

    ListeningCosmos(WebApplication host) => _host = host;

    public Uri Url => new(_host.Urls.First());

    public string ConnectionString => $"AccountEndpoint={Url};AccountKey={CosmosServer.Key};";

    internal static async Task<ListeningCosmos> Start(CosmosServer server)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var host = builder.Build();
        host.Run(context => Answer(server, context));
        await host.StartAsync();
        return new ListeningCosmos(host);
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    static async Task Answer(CosmosServer server, HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var address = $"{context.Request.Scheme}://{context.Request.Host}{context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget}";
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), address) { Content = new ByteArrayContent(body.ToArray()) };
        foreach (var (name, value) in context.Request.Headers) request.Headers.TryAddWithoutValidation(name, value.ToString());
        try
        {
            using var answer = await server.Answer(request, context.RequestAborted);
            context.Response.StatusCode = (int)answer.StatusCode;
            foreach (var (name, values) in answer.Headers.NonValidated) context.Response.Headers[name] = values.ToString();
            if (answer.StatusCode is System.Net.HttpStatusCode.NotModified or System.Net.HttpStatusCode.NoContent) return;
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync(context.RequestAborted), context.RequestAborted);
        }
        catch (HttpRequestException)
        {
            context.Abort();
        }
    }
}
