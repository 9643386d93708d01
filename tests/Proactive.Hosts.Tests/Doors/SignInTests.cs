using System.Net;
using Proactive.Engine.Oversight;
using Proactive.Web.Entrance;

namespace Proactive.Hosts.Tests.Doors;

public sealed class SignInTests
{
    [Fact]
    public async Task Opening_the_link_signs_nobody_in_and_pressing_the_button_does_so_once()
    {
        await using var host = await DoorHost.Start();
        var path = host.SignInPath(new Actor("Kim", [Role.Administrator]));
        using var kim = host.Stranger();
        Assert.Equal(HttpStatusCode.OK, (await kim.Get(path)).Status);
        Assert.Equal("/admin", (await kim.Submit(path, path)).Location);
        Assert.Equal("/admin", (await kim.Get("/")).Location);

        using var thief = host.Stranger();
        Assert.Equal(HttpStatusCode.NotFound, (await thief.Submit(path, path)).Status);
        Assert.Null((await thief.Get("/")).Location);
    }

    [Fact]
    public async Task A_session_ends_by_signing_out_and_by_resting_too_long()
    {
        await using var host = await DoorHost.Start();
        using var kim = await host.Staff(Role.Administrator);
        host.Scenario.Clock.MoveTo(host.Scenario.Clock.GetUtcNow() + Sessions.IdleLife + TimeSpan.FromSeconds(1));
        Assert.Null((await kim.Get("/")).Location);
    }

    [Fact]
    public async Task Signing_in_stands_in_the_audit_log()
    {
        await using var host = await DoorHost.Start();
        using var kim = await host.Staff(Role.Author);
        var lines = await host.Scenario.Store.ReadAudit(new AuditQuery(), CancellationToken.None).Select(l => $"{l.Entry.Who} ({l.Entry.Role}): {l.Entry.What}").ToListAsync();
        Assert.Equal(["Kim (author of dk.municipality): signed-in"], lines);
    }
}
