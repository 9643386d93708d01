using System.Text.Json;

namespace Proactive.Testing.Cosmos.Queries;

/// <summary>A query as it is handed in: the text, its parameters, and where a reading that goes on left off.</summary>
sealed record QueryBody(string Text, Query Query, JsonElement Resume)
{
    /// <summary>Null and the query, or why it is refused.</summary>
    public static Reply? Read(CosmosRequest request, out QueryBody body)
    {
        body = null!;
        var json = JsonDocument.Parse(request.Body.ToArray()).RootElement;
        var text = json.GetProperty("query").GetString()!;
        try
        {
            var parameters = json.TryGetProperty("parameters", out var given) && given.ValueKind == JsonValueKind.Array
                ? given.EnumerateArray().ToDictionary(p => p.GetProperty("name").GetString()!, p => p.GetProperty("value")) : [];
            body = new QueryBody(text, QueryParser.Read(text, parameters), json.TryGetProperty("resumeFilter", out var resume) ? resume : default);
            return null;
        }
        catch (FormatException problem)
        {
            return Reply.Refused(400, $"The test server does not understand {problem.Message} in the query: {text}");
        }
    }
}
