using System.Text;
using Proactive.Cel;
using Proactive.Engine.Events;

namespace Proactive.Engine.Tests.Events;

public sealed class EventReaderTests
{
    static readonly RecordShape Place = new("to", [new("municipality", FieldShape.Scalar("string")!, true), new("postcode", FieldShape.Scalar("string")!, false)]);

    static readonly RecordShape Member = new("household", [new("birthDate", FieldShape.Scalar("date")!, true)]);

    static readonly RecordShape Moved = new("data",
    [
        new("movedOn", FieldShape.Scalar("date")!, true),
        new("to", FieldShape.Of(Place), true),
        new("rooms", FieldShape.Scalar("int")!, false),
        new("rent", FieldShape.Scalar("double")!, false),
        new("seenAt", FieldShape.Scalar("timestamp")!, false),
        new("household", FieldShape.ListOf(FieldShape.Of(Member)), false),
    ]);

    static readonly Dictionary<string, EventType> Types = new() { ["x.moved.v1"] = new EventType("x.moved.v1", Moved), ["x.open.v1"] = new EventType("x.open.v1", new RecordShape("data", []), IgnoresUnknownFields: true) };

    const string Data = """{"movedOn":"2026-11-01","to":{"municipality":"0461"}}""";

    static string Event(string data = Data, string type = "x.moved.v1", string more = "") =>
        $$"""{"specversion":"1.0","id":"e-1","source":"urn:x","type":"{{type}}","subject":"p-1"{{more}},"data":{{data}}}""";

    static EventRead Read(string json) => EventReader.Read(Encoding.UTF8.GetBytes(json), Types);

    [Fact]
    public void An_event_is_read_into_typed_values()
    {
        var read = Read(Event("""{"movedOn":"2026-11-01","to":{"municipality":"0461","postcode":null},"rooms":3,"rent":9500.5,"seenAt":"2026-11-01T10:00:00+01:00","household":[{"birthDate":"2018-06-01"}]}"""));
        Assert.Null(read.Rejection);
        var data = read.Event!.Data;
        Assert.Equal(new DateOnly(2026, 11, 1), data.Get("movedOn").AsDate);
        Assert.Equal("0461", data.Get("to").AsRecord.Get("municipality").AsString);
        Assert.Equal(CelKind.Absent, data.Get("to").AsRecord.Get("postcode").Kind);
        Assert.Equal(3, data.Get("rooms").AsInt);
        Assert.Equal(9500.5, data.Get("rent").AsDouble);
        Assert.Equal(new DateOnly(2018, 6, 1), data.Get("household").AsList[0].AsRecord.Get("birthDate").AsDate);
        Assert.Equal(("urn:x", "e-1", "p-1"), (read.Event.Source, read.Event.Id, read.Event.Subject));
    }

    [Fact]
    public void The_order_of_the_attributes_does_not_matter()
    {
        var read = Read($$"""{"data":{{Data}},"type":"x.moved.v1","source":"urn:x","id":"e-1","specversion":"1.0"}""");
        Assert.Equal("0461", read.Event!.Data.Get("to").AsRecord.Get("municipality").AsString);
    }

    // An escape leads past the quick way, which reads bytes, to the parser that knows every form.
    [Fact]
    public void Dates_and_times_mean_the_same_whether_or_not_a_character_of_them_is_escaped()
    {
        var seed = 20261121;
        var random = new Random(seed);
        var accepted = 0;
        for (var i = 0; i < 5_000; i++)
        {
            var time = $"{random.GetItems(["2026", "2024", "0001", "9999", "0000"], 1)[0]}-{Two(13)}-{Two(31)}T{Two(24)}:{Two(60)}:{Two(60)}{random.GetItems(["Z", "+01:00", $"-{Two(15)}:{Two(60)}", ".5Z"], 1)[0]}";
            var (plain, escaped) = (Seen(time, time[..10]), Seen($"\\u00{(int)time[0]:x2}{time[1..]}", $"\\u00{(int)time[0]:x2}{time[1..10]}"));
            Assert.True(plain == escaped, $"seed {seed}: {time} gave {plain}, escaped {escaped}");
            if (!plain.StartsWith("invalid", StringComparison.Ordinal)) accepted++;
        }

        Assert.InRange(accepted, 1_000, 4_999);

        string Two(int most) => random.Next(most + 1).ToString("00", System.Globalization.CultureInfo.InvariantCulture);

        static string Seen(string time, string date)
        {
            var read = Read(Event($$$"""{"movedOn":"{{{date}}}","to":{"municipality":"0461"},"seenAt":"{{{time}}}"}""", more: $""","time":"{time}" """));
            return read.Event is { } seen ? $"{seen.Data} {seen.Time:O}" : read.Rejection!.ToString();
        }
    }

    [Fact]
    public void Extensions_and_null_attributes_are_passed_over() => Assert.Null(Read(Event(more: ""","sequence":7,"time":null,"traceparent":"00-ab" """)).Rejection);

    [Fact]
    public void An_open_event_type_passes_unknown_fields_over_but_not_twice()
    {
        Assert.Null(Read(Event("""{"a":{"b":[1]},"c":2}""", "x.open.v1")).Rejection);
        Assert.Equal(RejectionReason.DuplicateKey, Read(Event("""{"a":1,"a":2}""", "x.open.v1")).Rejection!.Reason);
    }

    [Fact]
    public void The_same_facts_have_the_same_fingerprint_however_they_are_written()
    {
        var one = Read(Event("""{"movedOn":"2026-11-01","to":{"municipality":"0461"}}""")).Event!;
        var spaced = Read(Event("""{ "to" : {"municipality":"0461"}, "movedOn":"2026-11-01" }""")).Event!;
        var other = Read(Event("""{"movedOn":"2026-11-02","to":{"municipality":"0461"}}""")).Event!;
        Assert.Equal(one.Fingerprint, spaced.Fingerprint);
        Assert.NotEqual(one.Fingerprint, other.Fingerprint);
    }

    public static TheoryData<string, string, string> Garbage => new()
    {
        { "", "invalid-json", "" },
        { "nonsense", "invalid-json", "" },
        { "[1]", "not-an-object", "" },
        { Event() + "x", "invalid-json", "" },
        { Event()[..^10], "invalid-json", "" },
        { Event(type: "x.mooved.v1"), "unknown-type", "type" },
        { """{"specversion":"1.0","source":"urn:x","type":"x.moved.v1","data":{}}""", "missing-field", "data.movedOn" },
        { $$"""{"specversion":"1.0","source":"urn:x","type":"x.moved.v1","data":{{Data}}}""", "missing-attribute", "id" },
        { $$"""{"specversion":"0.3","id":"1","source":"urn:x","type":"x.moved.v1","data":{{Data}}}""", "unsupported-spec-version", "specversion" },
        { """{"specversion":"1.0","id":"1","source":"urn:x","type":"x.moved.v1"}""", "missing-field", "data" },
        { Event("null"), "wrong-field-type", "data" },
        { Event("7"), "wrong-field-type", "data" },
        { Event("""{"movedOn":"2026-11-01"}"""), "missing-field", "data.to" },
        { Event("""{"movedOn":"2026-11-01","to":{}}"""), "missing-field", "data.to.municipality" },
        { Event("""{"movedOn":"2026-11-01","to":{"municipality":461}}"""), "wrong-field-type", "data.to.municipality" },
        { Event("""{"movedOn":null,"to":{"municipality":"1"}}"""), "wrong-field-type", "data.movedOn" },
        { Event("""{"movedOn":"1/11/2026","to":{"municipality":"1"}}"""), "invalid-date", "data.movedOn" },
        { Event("""{"movedOn":"2026-02-30","to":{"municipality":"1"}}"""), "invalid-date", "data.movedOn" },
        { Event("""{"movedOn":"2026-11-01","to":{"municipality":"1"},"seenAt":"2026-11-01T10:00:00"}"""), "invalid-date", "data.seenAt" },
        { Event("""{"movedOn":"2026-11-01","to":{"municipality":"1"},"rooms":1.5}"""), "wrong-field-type", "data.rooms" },
        { Event("""{"movedOn":"2026-11-01","to":{"municipality":"1"},"rooms":99999999999999999999}"""), "wrong-field-type", "data.rooms" },
        { Event("""{"movedOn":"2026-11-01","to":{"municipality":"1"},"rent":1e999}"""), "wrong-field-type", "data.rent" },
        { Event("""{"movedOn":"2026-11-01","to":{"municipality":"1"},"rent":NaN}"""), "invalid-json", "" },
        { Event("""{"movedOn":"2026-11-01","to":{"municipality":"1"},"household":[{"birthDate":"2018-01-01"},{}]}"""), "missing-field", "data.household[1].birthDate" },
        { Event("""{"movedOn":"2026-11-01","to":{"municipality":"1","muncipality":"2"}}"""), "unknown-field", "data.to.muncipality" },
        { Event("""{"movedOn":"2026-11-01","to":{"municipality":"1","municipality":"2"}}"""), "duplicate-key", "data.to.municipality" },
        { Event(more: ""","id":"e-2" """), "duplicate-key", "id" },
        { Event("""{"movedOn":"2026-11-01","to":{"municipality":"\ud800"}}"""), "invalid-utf-8", "data.to.municipality" },
        { Event("""{"movedOn":"2026-11-01","to":{"municipality":"a\u0000b"}}"""), "invalid-utf-8", "data.to.municipality" },
        { Event(more: ""","Time":"x" """), "invalid-attribute", "Time" },
        { Event(more: ""","nested":{"a":1} """), "invalid-attribute", "nested" },
        { Event(more: ""","time":"yesterday" """), "invalid-date", "time" },
        { Event(more: ""","datacontenttype":"application/xml" """), "unsupported-content", "datacontenttype" },
        { Event(more: ""","data_base64":"AAAA" """), "unsupported-content", "data_base64" },
        { Event("""{"a":""" + new string('[', 100) + new string(']', 100) + "}", "x.open.v1"), "too-deep", "" },
        { """{"data":""" + new string('[', 10_000), "too-deep", "" },
        { Event($$"""{"movedOn":"{{new string('x', EventReader.MaxBytes)}}"}"""), "too-large", "" },
    };

    [Theory, MemberData(nameof(Garbage))]
    public void Each_kind_of_garbage_has_its_own_reason_and_place(string json, string code, string path)
    {
        var rejection = Read(json).Rejection!;
        Assert.Equal((code, path), (rejection.Code, rejection.Path));
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_rejected()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Event())[..^3], 0xFF, (byte)'"', (byte)'}', (byte)'}'];
        Assert.Equal(RejectionReason.InvalidUtf8, EventReader.Read(bytes, Types).Rejection!.Reason);
    }

    [Fact]
    public void A_rejection_says_what_to_do_and_quotes_no_value()
    {
        Assert.Equal("unknown-field at data.to.muncipality: is not declared by the event type; was municipality meant?",
            Read(Event("""{"movedOn":"2026-11-01","to":{"municipality":"1","muncipality":"secret"}}""")).Rejection!.ToString());
        Assert.Equal("unknown-type at type: no life event declares this event type; was x.moved.v1 meant?", Read(Event(type: "x.mooved.v1")).Rejection!.ToString());
        Assert.Equal("invalid-date at data.movedOn: is not a date; write it as 2026-11-21",
            Read(Event("""{"movedOn":"secret","to":{"municipality":"1"}}""")).Rejection!.ToString());
    }

    [Fact]
    public void Whatever_bytes_come_nothing_is_thrown()
    {
        const int Seed = 20261121;
        var random = new Random(Seed);
        var good = Encoding.UTF8.GetBytes(Event());
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = good.ToArray();
            for (var changes = random.Next(1, 5); changes > 0; changes--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var length = random.Next(bytes.Length + 1);
            var read = EventReader.Read(bytes.AsSpan(0, length), Types);
            Assert.True(read.Event is null != read.Rejection is null, $"seed {Seed}, round {i}");
        }
    }
}
