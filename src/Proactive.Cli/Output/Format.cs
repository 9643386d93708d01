using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Proactive.Engine.Citizens;

namespace Proactive.Cli.Output;

/// <summary><c>--format table|json</c>, for commands that print more than one list.</summary>
static class Format
{
    // The output is read by programs and people, not put into a web page.
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Option<string> Option() =>
        new Option<string>("--format") { Description = "table, or json (one object a line)", DefaultValueFactory = _ => "table" }.AcceptOnlyFromAmong("table", "json");

    public static void JsonLine(object value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, Readable));

    /// <summary>A name of the engine's as it is printed: <c>not-in-rollout</c>.</summary>
    public static string Words(Enum value) =>
        string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    /// <summary>As much of a citizen key as tells citizens apart in a list.</summary>
    public static string Short(CitizenKey citizen) => citizen.Value.Length > 8 ? citizen.Value[..8] : citizen.Value;

    public static string Count(int count, string one) => count == 1 ? $"1 {one}" : $"{count} {one}s";
}
