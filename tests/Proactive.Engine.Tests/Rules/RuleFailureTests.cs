using Proactive.Engine.Rules;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rules;

/// <summary>What a rule that cannot be decided says reaches terminals and answers, so it names fields and never what is in them.</summary>
public sealed class RuleFailureTests
{
    static async Task<string> Failure(string condition, string postcode)
    {
        var files = RuleFolders.WithTown("data.from.municipality != data.to.municipality", $"\"{condition}\"");
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), RuleFolders.Book(files), files: files);
        await story.Hears("x.moved.v1", $$$"""{"movedOn":"2026-11-07","from":{"municipality":"1"},"to":{"municipality":"2","postcode":{{{postcode}}}}}""");
        return Assert.Single(story.LastReceipt!.Failures).Message;
    }

    [Fact]
    public async Task A_missing_field_is_named() => Assert.Equal("when: no such field 'postcode'", await Failure("data.to.postcode == '1000'", "null"));

    [Theory]
    [InlineData("date(data.to.postcode) > effective", "when: … is no date such as 2026-07-01")]
    [InlineData("int(data.to.postcode) > 1", "when: type conversion error: … is no int")]
    [InlineData("{'a': true}[data.to.postcode]", "when: no such key: …")]
    public async Task A_value_is_never_quoted(string condition, string message) => Assert.Equal(message, await Failure(condition, "\"O'Neill 'secret' 1234\""));
}
