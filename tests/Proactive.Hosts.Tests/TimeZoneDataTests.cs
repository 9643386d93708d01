using System.Diagnostics;
using Proactive.Testing;

namespace Proactive.Hosts.Tests;

public sealed class TimeZoneDataTests
{
    [Fact]
    public async Task A_machine_without_time_zone_data_says_so_once_and_not_that_the_rules_are_wrong()
    {
        var empty = Directory.CreateTempSubdirectory("proactive-").FullName;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "proactive.dll"), "rules", "check"])
        {
            WorkingDirectory = Repository.Root,
            Environment = { ["TZDIR"] = empty },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, talk) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Directory.Delete(empty);
        var said = await output + await talk;
        Assert.Contains("This machine has no time zone data, so no date can be worked out; install tzdata", said, StringComparison.Ordinal);
        Assert.Contains("1 problem, 0 warnings.", said, StringComparison.Ordinal);
        Assert.NotEqual(0, process.ExitCode);
    }
}
