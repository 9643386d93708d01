using System.Text;
using Proactive.Engine.Events;

namespace Proactive.Engine.Tests.Events;

public sealed class EventStreamTests
{
    static async Task<List<string>> Split(string text)
    {
        var items = new List<string>();
        await foreach (var item in EventStream.Split(new MemoryStream(Encoding.UTF8.GetBytes(text)))) items.Add(Encoding.UTF8.GetString(item.Span).Trim());
        return items;
    }

    [Fact]
    public async Task One_event_on_one_line() => Assert.Equal(["""{"id":"1"}"""], await Split("""{"id":"1"}"""));

    [Fact]
    public async Task One_event_over_many_lines() => Assert.Equal(["{\n \"id\":\n \"1\"\n}"], await Split("{\n \"id\":\n \"1\"\n}\n"));

    [Fact]
    public async Task A_broken_event_over_many_lines_stays_one() => Assert.Single(await Split("{\n \"id\":\n \"1\",\n}\n"));

    [Fact]
    public async Task A_batch() => Assert.Equal(["""{"id":"1"}""", """{"id":"2"}"""], await Split("""[ {"id":"1"}, {"id":"2"} ]"""));

    [Fact]
    public async Task A_batch_larger_than_one_event_may_be() =>
        Assert.Equal([10, 300_002, 10], (await Split($"\n [{{\"id\":\"1\"}},\"{new string('x', 300_000)}\",{{\"id\":\"2\"}}]")).Select(i => i.Length));

    [Fact]
    public async Task An_empty_batch() => Assert.Empty(await Split("[]"));

    [Fact]
    public async Task A_batch_that_breaks_off_keeps_what_came_before() =>
        Assert.Equal(["""{"id":"1"}""", """{"id":"2" """.Trim()], await Split("""[ {"id":"1"}, {"id":"2" """));

    [Fact]
    public async Task An_event_a_line_with_blank_lines_and_a_byte_order_mark() =>
        Assert.Equal(["""{"id":"1"}""", """{"id":"2"}"""], await Split("\uFEFF{\"id\":\"1\"}\r\n\r\n{\"id\":\"2\"}\n"));

    [Fact]
    public async Task A_broken_line_is_one_item_and_the_rest_goes_through() =>
        Assert.Equal(["""{"id":"1"}""", "garbage", """{"id":"2"}"""], await Split("{\"id\":\"1\"}\ngarbage\n{\"id\":\"2\"}\n"));

    [Fact]
    public async Task A_broken_first_line_does_not_swallow_the_rest() =>
        Assert.Equal(["""{"id":""", """{"id":"2"}"""], await Split("{\"id\":\n{\"id\":\"2\"}\n"));

    [Fact]
    public async Task Nothing_gives_nothing() => Assert.Empty(await Split(" \n\n"));

    [Fact]
    public async Task A_line_far_over_the_limit_is_cut_and_the_rest_goes_through()
    {
        var items = await Split("{\"id\":\"1\"}\n" + new string('x', 3 * EventReader.MaxBytes) + "\n{\"id\":\"2\"}\n");
        Assert.Equal([10, EventReader.MaxBytes + 1, 10], items.Select(i => i.Length));
    }
}
