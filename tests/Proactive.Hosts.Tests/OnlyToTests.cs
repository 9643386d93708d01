using Proactive.Channels.Relays;
using Proactive.Engine.Delivery;
using Proactive.Testing;
using static Proactive.Hosts.Tests.RegistryEvents;

namespace Proactive.Hosts.Tests;

/// <summary>On a machine that is not production, only those who are listed are written to.</summary>
public sealed class OnlyToTests : IDisposable
{
    readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("tester@example.org", true), InlineData("Tester@Example.org", true), InlineData("@example.org", true), InlineData("p-1", true)]
    [InlineData("other@example.org", false), InlineData("@ample.org", false), InlineData("@example.com", false), InlineData("tester", false), InlineData("", false)]
    public async Task Whoever_is_not_listed_has_no_address_and_gets_nothing(string listed, bool reached)
    {
        var (inner, person) = (new RecordingChannel(), Scenario.Adult("en") with { Email = "tester@example.org" });
        await using var channel = new OnlyTo(inner, [listed]);
        Assert.Equal(reached, channel.AddressOf(person) is not null);
        Assert.Equal(reached, await channel.Deliver(null!, person, CancellationToken.None) is Outcome.Delivered);
        Assert.Equal(reached ? 1 : 0, inner.Messages.Count);
    }

    [Fact]
    public async Task The_program_keeps_to_the_list_on_every_real_channel()
    {
        await _cli.ImportCsv("id,name,birthDate,language,digitalPost", "0101904321,Ib Holm,1958-01-20,da,true", "0202904321,Bo Holm,1958-01-20,da,true");
        await _cli.ProactiveReading(Lines([Moved("m-1", "0101904321"), Moved("m-2", "0202904321")]), "ingest", "-", "--now", "2026-11-09T09:10+01:00");
        _cli.Variables["PROACTIVE_ONLY_TO"] = "0202904321";
        var folder = Path.Combine(_cli.Data, "post");
        await _cli.Proactive("deliver", "--now", "2026-11-09T12:00+01:00", "--digital-post", folder, "--digital-post-from", "00000000 Kommunen");
        Assert.Contains("0202904321", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder, "*.xml", SearchOption.AllDirectories))), StringComparison.Ordinal);
        Assert.Equal(["sent ", "suppressed no-contact"], (await _cli.List("log")).Select(l => $"{l["state"]} {l["reason"]}").Order());
    }
}
