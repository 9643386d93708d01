using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Proactive.Testing.Cosmos;

/// <summary>What the service answers: a status, a JSON body and headers.</summary>
sealed record Reply(int Status, ReadOnlyMemory<byte> Body)
{
    public Dictionary<string, string> Headers { get; } = [];

    public static Reply Empty(int status) => new(status, default);

    public static Reply Json(int status, JsonNode body) => new(status, System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()));

    /// <param name="substatus">The service's finer code, where the client acts on it.</param>
    public static Reply Refused(int status, string message, int substatus = 0)
    {
        var code = status switch { 429 => "TooManyRequests", 413 => "RequestEntityTooLarge", _ => ((HttpStatusCode)status).ToString() };
        var reply = Json(status, new JsonObject { ["code"] = code, ["message"] = message });
        return substatus == 0 ? reply : reply.With("x-ms-substatus", substatus.ToString(CultureInfo.InvariantCulture));
    }

    public static Reply NotFound() => Refused(404, "Entity with the specified id does not exist in the system.");

    public Reply With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }

    public HttpResponseMessage To(HttpRequestMessage request)
    {
        var response = new HttpResponseMessage((HttpStatusCode)Status) { RequestMessage = request, Content = new ReadOnlyMemoryContent(Body) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        response.Headers.TryAddWithoutValidation("x-ms-activity-id", Guid.NewGuid().ToString());
        if (!Headers.ContainsKey("x-ms-request-charge")) response.Headers.TryAddWithoutValidation("x-ms-request-charge", "1");
        foreach (var (name, value) in Headers) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }
}
