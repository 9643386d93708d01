using System.Text;
using Proactive.Engine.Events;

namespace Proactive.Engine.Tests.Events;

public sealed class HttpBindingTests
{
    [Theory]
    [InlineData("application/cloudevents+json", false, HttpBinding.Mode.Structured)]
    [InlineData("application/cloudevents+json; charset=utf-8", true, HttpBinding.Mode.Structured)]
    [InlineData("application/cloudevents-batch+json", false, HttpBinding.Mode.Batch)]
    [InlineData("Application/CloudEvents-Batch+JSON", false, HttpBinding.Mode.Batch)]
    [InlineData("application/x-ndjson", false, HttpBinding.Mode.Batch)]
    [InlineData("application/json", true, HttpBinding.Mode.Binary)]
    [InlineData("application/json", false, HttpBinding.Mode.Unsupported)]
    [InlineData("application/cloudevents+xml", false, HttpBinding.Mode.Unsupported)]
    [InlineData(null, false, HttpBinding.Mode.Unsupported)]
    public void The_content_type_tells_the_mode(string? contentType, bool binaryHeaders, HttpBinding.Mode mode) =>
        Assert.Equal(mode, HttpBinding.ModeOf(contentType, binaryHeaders));

    static (string Json, Rejection? Rejection) Structure(params (string, string)[] headers)
    {
        var (json, rejection) = HttpBinding.Structure(headers.Select(h => KeyValuePair.Create(h.Item1, h.Item2)), "application/json", """{"a":1}"""u8);
        return (Encoding.UTF8.GetString(json), rejection);
    }

    [Fact]
    public void Binary_mode_becomes_structured_JSON() =>
        Assert.Equal("""{"specversion":"1.0","id":"e-1","datacontenttype":"application/json","data":{"a":1}}""",
            Structure(("ce-specversion", "1.0"), ("CE-ID", "e-1"), ("Accept", "x")).Json);

    [Theory]
    [InlineData("Euro%20%E2%82%AC", "Euro €")]
    [InlineData("\"a \\\"quoted\\\" one\"", "a \"quoted\" one")]
    [InlineData("100%", "100%")]
    public void Header_values_are_unquoted_and_decoded_once(string header, string value)
    {
        using var json = System.Text.Json.JsonDocument.Parse(Structure(("ce-subject", header)).Json);
        Assert.Equal(value, json.RootElement.GetProperty("subject").GetString());
    }

    [Theory]
    [InlineData("ce-subject", "%FF", "invalid-utf-8")]
    [InlineData("ce-subject", "é", "invalid-utf-8")]
    [InlineData("ce-datacontenttype", "application/json", "invalid-attribute")]
    public void Headers_that_cannot_be_attributes_are_rejected(string header, string value, string code) =>
        Assert.Equal(code, Structure((header, value)).Rejection!.Code);
}
