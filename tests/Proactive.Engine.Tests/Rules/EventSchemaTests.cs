using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Proactive.Engine.Events;
using Proactive.Engine.Rules;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rules;

/// <summary>A registry that checks with the schema and the engine that reads must come to the same decision.</summary>
public sealed class EventSchemaTests
{
    const string Event = """{"specversion":"1.0","id":"e-1","source":"urn:test","type":"x.all.v1","subject":"p-1","time":"2026-11-09T10:00:00+01:00","data":DATA}""";

    const string Data = """{"text":"ø","day":"2024-02-29","moment":"2026-11-09T10:00:00Z","count":3,"share":0.5,"yes":true,"place":{"code":"0461"},"people":[{"id":"a","born":"2018-06-01"}]}""";

    static readonly RuleBook Book = RuleFolders.Book(RuleFolders.WithLifeEvent("  x.annulled.v1:", """
          x.all.v1:
            role: evidence
            data: { text: string, day: date, moment: timestamp, count: int, share: double, yes: bool, note: "string?", left: "date?", more: "double?", place: { code: string, zip: "string?" }, people: "list<{ id: string, born: date, role: string? }>", tags: "list<string>?" }
          x.loose.v1: { role: evidence, unknownFields: ignore, data: { text: string, place: { code: string } } }
          x.annulled.v1:
        """));

    static bool SchemaAccepts(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        var type = parsed.RootElement.TryGetProperty("type", out var t) && t.ValueKind == JsonValueKind.String && Book.EventTypes.TryGetValue(t.GetString()!, out var known) ? known : Book.EventTypes["x.all.v1"];
        using var schema = JsonDocument.Parse(EventSchema.Of(type).ToJsonString());
        return SchemaValidator.Accepts(schema.RootElement, parsed.RootElement);
    }

    static bool ReaderAccepts(string json) => EventReader.Read(Encoding.UTF8.GetBytes(json), Book.EventTypes).Event is not null;

    static string With(string envelope, string data) => envelope.Replace("DATA", data, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"text\":\"ø\"", "\"text\":\"\"", true)]
    [InlineData("\"text\":\"ø\"", "\"text\":null", false)]
    [InlineData("\"text\":\"ø\"", "\"text\":1", false)]
    [InlineData("\"text\":\"ø\"", "\"text\":\"\\u0000\"", false)]
    [InlineData("\"text\":\"ø\"", "\"text\":\"a\\nb\\u0007\"", true)]
    [InlineData("\"text\":\"ø\",", "", false)]
    [InlineData("\"text\":\"ø\"", "\"Text\":\"ø\"", false)]
    [InlineData("\"text\":\"ø\"", "\"text\":\"ø\",\"extra\":1", false)]
    [InlineData("\"text\":\"ø\"", "\"text\":\"ø\",\"note\":null,\"left\":null,\"more\":null,\"tags\":null", true)]
    [InlineData("\"text\":\"ø\"", "\"text\":\"ø\",\"note\":\"n\",\"left\":\"2026-01-01\",\"more\":-2,\"tags\":[]", true)]
    [InlineData("\"text\":\"ø\"", "\"text\":\"ø\",\"tags\":[null]", false)]
    [InlineData("\"text\":\"ø\"", "\"text\":\"ø\",\"tags\":[\"a\",2]", false)]
    [InlineData("2024-02-29", "2023-02-29", false)]
    [InlineData("2024-02-29", "1900-02-29", false)]
    [InlineData("2024-02-29", "2000-02-29", true)]
    [InlineData("2024-02-29", "2024-2-29", false)]
    [InlineData("2024-02-29", "29.02.2024", false)]
    [InlineData("2024-02-29", "0000-01-01", false)]
    [InlineData("2024-02-29", "2024-02-29T00:00:00Z", false)]
    [InlineData("2024-02-29", " 2024-02-29", false)]
    [InlineData("2026-11-09T10:00:00Z", "2026-11-09T10:00:00", false)]
    [InlineData("2026-11-09T10:00:00Z", "2026-11-09t10:00:00.123456789z", true)]
    [InlineData("2026-11-09T10:00:00Z", "2026-11-09T24:00:00Z", false)]
    [InlineData("2026-11-09T10:00:00Z", "2026-11-09T10:00:60Z", false)]
    [InlineData("2026-11-09T10:00:00Z", "2026-11-09T10:00:00+14:00", true)]
    [InlineData("2026-11-09T10:00:00Z", "2026-11-09T10:00:00+15:00", false)]
    [InlineData("2026-11-09T10:00:00Z", "2026-02-30T10:00:00Z", false)]
    [InlineData("\"count\":3", "\"count\":9223372036854775807", true)]
    [InlineData("\"count\":3", "\"count\":9223372036854775808", false)]
    [InlineData("\"count\":3", "\"count\":3.5", false)]
    [InlineData("\"count\":3", "\"count\":\"3\"", false)]
    [InlineData("\"share\":0.5", "\"share\":1e308", true)]
    [InlineData("\"share\":0.5", "\"share\":1e400", false)]
    [InlineData("\"share\":0.5", "\"share\":2", true)]
    [InlineData("\"yes\":true", "\"yes\":\"true\"", false)]
    [InlineData("{\"code\":\"0461\"}", "{}", false)]
    [InlineData("{\"code\":\"0461\"}", "[]", false)]
    [InlineData("{\"code\":\"0461\"}", "{\"code\":\"0461\",\"zip\":null}", true)]
    [InlineData("{\"code\":\"0461\"}", "{\"code\":\"0461\",\"zap\":1}", false)]
    [InlineData("[{\"id\":\"a\",\"born\":\"2018-06-01\"}]", "[]", true)]
    [InlineData("[{\"id\":\"a\",\"born\":\"2018-06-01\"}]", "{}", false)]
    [InlineData("[{\"id\":\"a\",\"born\":\"2018-06-01\"}]", "[{\"id\":\"a\"}]", false)]
    [InlineData("[{\"id\":\"a\",\"born\":\"2018-06-01\"}]", "[{\"id\":\"a\",\"born\":\"2018-06-31\"}]", false)]
    public void Data_is_accepted_by_the_schema_if_and_only_if_it_is_read(string part, string changed, bool accepted)
    {
        Assert.Contains(part, Data, StringComparison.Ordinal);
        Decides(With(Event, Data.Replace(part, changed, StringComparison.Ordinal)), accepted);
    }

    [Theory]
    [InlineData("\"id\":\"e-1\"", "\"id\":\"\"", false)]
    [InlineData("\"id\":\"e-1\"", "\"id\":7", false)]
    [InlineData("\"id\":\"e-1\"", "\"id\":\"a\\tb\"", false)]
    [InlineData("\"id\":\"e-1\",", "", false)]
    [InlineData("\"specversion\":\"1.0\"", "\"specversion\":\"0.3\"", false)]
    [InlineData("\"specversion\":\"1.0\"", "\"specversion\":null", false)]
    [InlineData("\"source\":\"urn:test\"", "\"source\":\"/relative\"", true)]
    [InlineData("\"source\":\"urn:test\"", "\"source\":null", false)]
    [InlineData("\"type\":\"x.all.v1\"", "\"type\":\"x.else.v1\"", false)]
    [InlineData("\"subject\":\"p-1\"", "\"subject\":null", true)]
    [InlineData("\"subject\":\"p-1\"", "\"subject\":\"\"", false)]
    [InlineData("\"subject\":\"p-1\",", "", true)]
    [InlineData("2026-11-09T10:00:00+01:00", "2026-11-09 10:00", false)]
    [InlineData("\"2026-11-09T10:00:00+01:00\"", "null", true)]
    [InlineData("\"subject\":\"p-1\"", "\"datacontenttype\":\"application/JSON; charset=utf-8\"", true)]
    [InlineData("\"subject\":\"p-1\"", "\"datacontenttype\":\"application/problem+json\"", true)]
    [InlineData("\"subject\":\"p-1\"", "\"datacontenttype\":\"text/xml\"", false)]
    [InlineData("\"subject\":\"p-1\"", "\"datacontenttype\":\"application/jsonx\"", false)]
    [InlineData("\"subject\":\"p-1\"", "\"dataschema\":\"urn:schema\"", true)]
    [InlineData("\"subject\":\"p-1\"", "\"dataschema\":\"\"", false)]
    [InlineData("\"subject\":\"p-1\"", "\"traceparent\":\"00-ab\",\"sequence\":12,\"sampled\":true,\"empty\":\"\",\"none\":null", true)]
    [InlineData("\"subject\":\"p-1\"", "\"extension\":\"a\\u0001\"", false)]
    [InlineData("\"subject\":\"p-1\"", "\"extension\":{}", false)]
    [InlineData("\"subject\":\"p-1\"", "\"extension\":[]", false)]
    [InlineData("\"subject\":\"p-1\"", "\"camelCase\":\"a\"", false)]
    [InlineData("\"subject\":\"p-1\"", "\"data_base64\":\"AA==\"", false)]
    [InlineData("DATA", "null", false)]
    [InlineData(",\"data\":DATA", "", false)]
    public void An_envelope_is_accepted_by_the_schema_if_and_only_if_it_is_read(string part, string changed, bool accepted)
    {
        Assert.Contains(part, Event, StringComparison.Ordinal);
        Decides(With(Event.Replace(part, changed, StringComparison.Ordinal), Data), accepted);
    }

    [Theory]
    [InlineData("""{"text":"a","place":{"code":"1"}}""", true)]
    [InlineData("""{"text":"a","place":{"code":"1","extra":[1]},"more":{}}""", true)]
    [InlineData("""{"text":"a","place":{"extra":1}}""", false)]
    public void Unknown_fields_pass_where_the_event_type_ignores_them(string data, bool accepted) =>
        Decides(With(Event.Replace("x.all.v1", "x.loose.v1", StringComparison.Ordinal), data), accepted);

    [Fact]
    public void The_samples_are_accepted_by_the_schema_of_their_type()
    {
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "samples", "events.ndjson")))
        {
            using var parsed = JsonDocument.Parse(line);
            using var schema = JsonDocument.Parse(EventSchema.Of(Repository.RuleBook.EventTypes[parsed.RootElement.GetProperty("type").GetString()!]).ToJsonString());
            Assert.True(SchemaValidator.Accepts(schema.RootElement, parsed.RootElement));
        }
    }

    [Fact]
    public void The_pattern_of_a_date_knows_the_calendar()
    {
        var pattern = new Regex(EventSchema.Of(Book.EventTypes["x.all.v1"])["$defs"]!["date"]!["pattern"]!.GetValue<string>(), RegexOptions.ECMAScript);
        foreach (var year in new[] { 0, 1, 4, 100, 400, 1900, 1996, 1999, 2000, 2023, 2024, 2100, 2400, 9996, 9999 })
            for (var month = 0; month <= 13; month++)
                for (var day = 0; day <= 32; day++)
                {
                    var text = $"{year:0000}-{month:00}-{day:00}";
                    Assert.Equal(DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), pattern.IsMatch(text));
                }
    }

    static void Decides(string json, bool accepted) => Assert.Equal((accepted, accepted), (SchemaAccepts(json), ReaderAccepts(json)));
}
