using Proactive.Web.Entrance;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>What an export keeps in memory: measured with no other test beside it, because all share one heap.</summary>
[CollectionDefinition(nameof(AdministrationExportMemoryTests), DisableParallelization = true)]
[Collection(nameof(AdministrationExportMemoryTests))]
public sealed class AdministrationExportMemoryTests
{
    [Theory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    public async Task Two_hundred_thousand_lines_pass_through_flat_memory(string format)
    {
        const int lines = 200_000;
        await using var host = await DoorHost.Start();
        await AdministrationStory.Remember(host.Scenario.Store, lines, host.Scenario.Clock.GetUtcNow());
        using var kim = await host.Staff(Role.Administrator);
        using var answer = await AdministrationExportTests.Export(kim, "/admin/log", "/admin/log/export", format);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var (buffer, total, rows, before, most) = (new byte[64 * 1024], 0L, 0, 0L, 0L);
        for (int read; (read = await body.ReadAsync(buffer)) > 0;)
        {
            rows += buffer.AsSpan(0, read).Count((byte)'\n');
            // What lives now, looked at every few megabytes: the store's lines are there from the beginning, the export's must not pile up.
            if ((total += read) / 4_000_000 == (total - read) / 4_000_000 && before > 0) continue;
            var live = GC.GetTotalMemory(forceFullCollection: true);
            if (before == 0) before = live;
            most = Math.Max(most, live);
        }

        Assert.Equal(format == "csv" ? lines + 1 : lines, rows);
        Assert.True(total > 20_000_000, $"{total} bytes");
        Assert.True(most - before < 8_000_000, $"{most - before} bytes more were alive");
    }
}
