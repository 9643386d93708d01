namespace Proactive.Cel.Tests;

public class ValueTests
{
    public static TheoryData<CelValue, CelKind, string> Values => new()
    {
        { default, CelKind.Absent, "absent" },
        { CelValue.Null, CelKind.Null, "null" },
        { CelValue.Of(true), CelKind.Bool, "true" },
        { CelValue.Of(-5), CelKind.Int, "-5" },
        { CelValue.Of(5UL), CelKind.Uint, "5u" },
        { CelValue.Of(5.0), CelKind.Double, "5.0" },
        { CelValue.Of("a\"b\n"), CelKind.String, "\"a\\\"b\\n\"" },
        { CelValue.OfBytes("hi"u8.ToArray()), CelKind.Bytes, "b\"hi\"" },
        { CelValue.Of([CelValue.Of(1), CelValue.Null]), CelKind.List, "[1, null]" },
        { CelValue.OfMap([KeyValuePair.Create("a", CelValue.Of(1))]), CelKind.Map, "{\"a\": 1}" },
        { CelValue.Of(new DateTimeOffset(2026, 7, 1, 14, 0, 0, 500, TimeSpan.FromHours(2))), CelKind.Timestamp, "timestamp(\"2026-07-01T12:00:00.5Z\")" },
        { CelValue.Of(TimeSpan.FromSeconds(-1.5)), CelKind.Duration, "duration(\"-1.5s\")" },
        { CelValue.Of(CelType.Timestamp), CelKind.Type, "google.protobuf.Timestamp" },
        { CelValue.OptionalOf(CelValue.Of(1)), CelKind.Optional, "optional.of(1)" },
        { CelValue.OptionalNone, CelKind.Optional, "optional.none()" },
        { CelValue.Of(new DateOnly(2026, 11, 1)), CelKind.Date, "date(\"2026-11-01\")" },
        { CelValue.Of(new CelPeriod(PeriodUnit.Workdays, 3)), CelKind.Period, "workdays(3)" },
        { CelValue.OfError(new("oh no")), CelKind.Error, "error: oh no" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_knows_its_kind_and_shows_itself(CelValue value, CelKind kind, string text)
    {
        Assert.Equal(kind, value.Kind);
        Assert.Equal(text, value.ToString());
        Assert.True(value.Equals(value));
    }

    [Fact]
    public void Reading_a_value_as_another_kind_throws() =>
        Assert.Equal("The value is Int, not String.", Assert.Throws<InvalidOperationException>(() => CelValue.Of(1).AsString).Message);

    [Fact]
    public void Numbers_of_all_kinds_are_equal_and_hash_alike()
    {
        CelValue[] ones = [CelValue.Of(1), CelValue.Of(1UL), CelValue.Of(1.0)];
        Assert.All(ones, a => Assert.All(ones, b => Assert.Equal(a, b)));
        Assert.Single(ones.Select(o => o.GetHashCode()).Distinct());
        Assert.NotEqual(CelValue.Of(double.NaN), CelValue.Of(double.NaN));
    }

    [Theory]
    [InlineData(-1, -500_000_000)]
    [InlineData(0, 0)]
    [InlineData(1, 500_000_000)]
    public void Timestamps_before_and_after_1970_survive(int seconds, int nanoseconds)
    {
        var time = DateTimeOffset.UnixEpoch.AddSeconds(seconds).AddTicks(nanoseconds / 100);
        Assert.Equal(time, CelValue.Of(time).AsTimestamp);
    }

    [Fact]
    public void Types_are_equal_by_structure_and_read_as_authors_write_them()
    {
        Assert.Equal(CelType.Map(CelType.String, CelType.List(CelType.Int)), CelType.Map(CelType.String, CelType.List(CelType.Int)));
        Assert.Equal("map<string, list<optional<date>>>", CelType.Map(CelType.String, CelType.List(CelType.Optional(CelType.Date))).ToString());
        Assert.Equal("place", CelType.Record(Moving.Place).ToString());
    }
}
