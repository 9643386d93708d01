namespace Proactive.Cel.Tests;

public class RecordTests
{
    static readonly CelRecordType Type = new("person", [new("name", CelType.String), new("tags", CelType.List(CelType.Int), Required: false)]);

    static string Refusal(params CelValue[] slots) => Assert.Throws<ArgumentException>(() => new CelRecord(Type, slots)).Message;

    [Fact]
    public void A_record_gives_its_fields_by_slot_and_name()
    {
        var record = new CelRecord(Type, [CelValue.Of("Eva"), default]);
        Assert.Equal("Eva", record[0].AsString);
        Assert.True(record.Get("tags").IsAbsent);
        Assert.Equal("person{name: \"Eva\"}", record.ToString());
    }

    [Fact]
    public void A_slot_that_does_not_fit_its_field_is_refused()
    {
        Assert.StartsWith("'person' has 2 fields, but 1 slots were given.", Refusal(CelValue.Of("a")), StringComparison.Ordinal);
        Assert.StartsWith("The field 'name' of 'person' is string, but the value is Absent.", Refusal(default, default), StringComparison.Ordinal);
        Assert.StartsWith("The field 'name' of 'person' is string, but the value is Null.", Refusal(CelValue.Null, default), StringComparison.Ordinal);
        Assert.StartsWith("The field 'tags' of 'person' is list<int>, but the value is List.",
            Refusal(CelValue.Of("a"), CelValue.Of([CelValue.Of("b")])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_type_has_each_field_once() =>
        Assert.Throws<ArgumentException>(() => new CelRecordType("twice", [new("a", CelType.Int), new("a", CelType.Int)]));

    [Fact]
    public void Record_types_are_equal_by_structure() =>
        Assert.Equal(Type, new("person", [new("name", CelType.String), new("tags", CelType.List(CelType.Int), Required: false)]));
}
