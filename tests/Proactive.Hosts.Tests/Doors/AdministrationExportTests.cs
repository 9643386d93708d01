using System.Net;
using System.Text;
using System.Text.Json;
using Proactive.Engine.Events;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;
using Proactive.Testing;
using Proactive.Web.Entrance;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>Files out of the house: whole, safe to open, flat in memory, and written down.</summary>
public sealed class AdministrationExportTests
{
    internal static async Task<HttpResponseMessage> Export(DoorHost.Visitor kim, string page, string action, string format, CancellationToken cancellation = default)
    {
        var form = (await kim.Get(page)).Document.QuerySelector($"form[action='{action}']")!;
        var fields = form.QuerySelectorAll("input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")!)).Append(KeyValuePair.Create("format", format));
        return await kim.Client.SendAsync(new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(fields) }, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    [Fact]
    public async Task The_log_comes_as_csv_that_excel_reads_with_the_filters_of_the_search()
    {
        await using var host = await AdministrationStory.Failed();
        using var kim = await host.Staff(Role.Administrator);
        using var answer = await Export(kim, "/admin/log?state=failed", "/admin/log/export", "csv");
        Assert.Equal(("text/csv", "utf-8"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentType.CharSet));
        Assert.Matches("^delivery-log-2026-11-09-[0-9]{4}\\.csv$", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var (lines, notice) = (Encoding.UTF8.GetString(bytes[3..]).Split("\r\n"), await AdministrationStory.Start(host.Scenario));
        Assert.Equal("time,citizen,lifeEvent,reference,notice,kind,step,state,channel,reason", lines[0]);
        Assert.EndsWith($",{host.Scenario.Keys.Of("p-1")},dk/moving,{notice.Reference},{notice.Id},start,,failed,email,no-channel-left", lines[1], StringComparison.Ordinal);
        Assert.Equal(("", 3), (lines[2], lines.Length));
        Assert.Equal(["Kim: exported delivery-log.csv state=failed"], await AdministrationStory.Audit(host));
    }

    [Fact]
    public async Task The_log_comes_as_one_json_object_a_line()
    {
        await using var host = await AdministrationStory.Failed();
        using var kim = await host.Staff(Role.Administrator);
        using var answer = await Export(kim, "/admin/log", "/admin/log/export", "ndjson");
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType!.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n');
        Assert.Equal(["planned", "failed"], lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Rejected_events_and_the_audit_log_come_without_payloads()
    {
        await using var host = await AdministrationStory.Busy();
        using var kim = await host.Staff(Role.Administrator);
        foreach (var format in new[] { "csv", "ndjson" })
        {
            using var rejected = await Export(kim, "/admin/rejected", "/admin/rejected/export", format);
            var text = await rejected.Content.ReadAsStringAsync();
            Assert.Contains("unknown-person", text, StringComparison.Ordinal);
            Assert.All(new[] { "Mona", "Anna", AdministrationStory.Stranger }, personal => Assert.DoesNotContain(personal, text, StringComparison.Ordinal));
            using var audit = await Export(kim, "/admin/audit", "/admin/audit/export", format);
            Assert.Contains($"exported{(format == "csv" ? "," : "\",\"subject\":\"")}rejected-events.{format}", await audit.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    public async Task No_cell_is_a_formula(string cell)
    {
        await using var host = await DoorHost.Start();
        var rejection = new Rejection(RejectionReason.UnknownType, "", cell);
        await host.Scenario.Store.KeepRejected([new RejectedEvent("0123456789ab", host.Scenario.Clock.GetUtcNow(), rejection, cell, null, null, new byte[] { 1 })], CancellationToken.None);
        using var kim = await host.Staff(Role.Administrator);
        using var answer = await Export(kim, "/admin/rejected", "/admin/rejected/export", "csv");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains($",unknown-type,,\"'{cell}\",\"'{cell}\",", text, StringComparison.Ordinal);
        Assert.DoesNotContain($",{cell}", text, StringComparison.Ordinal);
        Assert.DoesNotContain($"\"{cell}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_goes_away_ends_the_reading()
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"));
        await AdministrationStory.Remember(scenario.Store, 1, scenario.Clock.GetUtcNow());
        await using var store = new EndlessLog(scenario.Store);
        await using var host = await DoorHost.Start(scenario, parts: parts => parts with { Store = store });
        using var kim = await host.Staff(Role.Administrator);
        using var gone = new CancellationTokenSource();
        var answer = await Export(kim, "/admin/log", "/admin/log/export", "csv", gone.Token);
        await using (var body = await answer.Content.ReadAsStreamAsync()) Assert.True(await body.ReadAsync(new byte[1000]) > 0);
        answer.Dispose();
        await gone.CancelAsync();
        await store.Ended.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Without_a_form_of_ours_nothing_leaves_the_house()
    {
        await using var host = await AdministrationStory.Failed();
        using var kim = await host.Staff(Role.Administrator);
        foreach (var path in new[] { "/admin/log/export", "/admin/rejected/export", "/admin/audit/export" })
        {
            Assert.Contains((await kim.Get(path)).Status, new[] { HttpStatusCode.MethodNotAllowed, HttpStatusCode.NotFound });
            Assert.Equal(HttpStatusCode.Forbidden, (await kim.Post(path, ("format", "csv"))).Status);
        }

        Assert.DoesNotContain(await AdministrationStory.Audit(host), line => line.Contains("exported", StringComparison.Ordinal));
    }

    // A log whose export never ends by itself.
    sealed class EndlessLog(IStore inner) : WrappedStore(inner)
    {
        readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Ended => _ended.Task;

        public override IAsyncEnumerable<LogEntry> SearchLog(LogQuery query, CancellationToken cancellation) => Lines(cancellation);

        async IAsyncEnumerable<LogEntry> Lines([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
        {
            try
            {
                for (var i = 0L; ; i++)
                {
                    if (i % 1000 == 0) await Task.Yield();
                    cancellation.ThrowIfCancellationRequested();
                    yield return new LogEntry(CitizenFiles.Morning, CitizenFiles.Key(1), $"{i:x32}", "dk/moving", NoticeKind.Start, null, NoticeState.Sent, "email", null);
                }
            }
            finally
            {
                _ended.TrySetResult();
            }
        }
    }
}
