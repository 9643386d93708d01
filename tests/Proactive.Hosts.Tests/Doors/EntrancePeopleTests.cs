using System.Net;
using Proactive.Engine.Oversight;
using Proactive.Web;
using Proactive.Web.Entrance;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>An administrator lets colleagues in, and who fails to sign in is slowed down.</summary>
public sealed class EntrancePeopleTests
{
    static async Task<IReadOnlyList<string>> Audit(DoorHost host) =>
        await host.Scenario.Store.ReadAudit(new AuditQuery(), CancellationToken.None).Select(l => $"{l.Entry.Who} ({l.Entry.Role}): {l.Entry.What} {l.Entry.Subject}".TrimEnd()).ToListAsync();

    [Fact]
    public async Task A_link_for_a_colleague_is_shown_once_and_works_once()
    {
        await using var host = await DoorHost.Start();
        using var kim = await host.Staff(Role.Administrator);
        var made = await kim.Submit("/admin/people", "/admin/people", ("name", "Robin"), ("role", "author"), ("role", "approver"), ("agency", "dk.municipality"));
        Assert.Equal(HttpStatusCode.OK, made.Status);
        var path = new Uri(made.Document.QuerySelector("main code")!.TextContent).AbsolutePath;
        using var robin = host.Stranger();
        Assert.Equal("/studio", (await robin.Submit(path, path)).Location);
        Assert.Equal(HttpStatusCode.Forbidden, (await robin.Get("/admin/people")).Status);
        Assert.Null((await kim.Get("/admin/people")).Document.QuerySelector("main code"));
        Assert.Equal(
        [
            "Kim (administrator): signed-in", "Kim (administrator): sign-in-link-made Robin (author, approver of dk.municipality)",
            "Robin (author, approver of dk.municipality): signed-in", "Robin (author, approver of dk.municipality): refused GET /admin/people",
        ], await Audit(host));
    }

    [Theory]
    [InlineData("", "author", "dk.municipality", "Write a name"), InlineData("Robin\u0007", "author", "dk.municipality", "Write a name"), InlineData("Robin", "owner", "dk.municipality", "at least one role")]
    [InlineData("Robin", "author", "", "Choose the agency"), InlineData("Robin", "administrator", "dk.nobody", "Choose the agency")]
    public async Task What_is_missing_is_said_and_what_was_written_stays(string name, string role, string agency, string said)
    {
        await using var host = await DoorHost.Start();
        using var kim = await host.Staff(Role.Administrator);
        var answer = await kim.Submit("/admin/people", "/admin/people", ("name", name), ("role", role), ("agency", agency));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(said, answer.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(name.Trim(), answer.Document.QuerySelector("#name")!.GetAttribute("value"));
        Assert.Single(await Audit(host));
    }

    [Fact]
    public async Task Who_fails_too_often_waits_and_a_good_link_looks_no_different()
    {
        await using var host = await DoorHost.Start(options: new WebOptions { Limits = new Limits { FailedSignIns = 3 } });
        using var guesser = host.Stranger();
        var used = host.SignInPath(new Actor("Kim", [Role.Administrator]));
        using (var kim = host.Stranger()) await kim.Submit(used, used);
        var (wrong, again) = (await guesser.Submit("/sign-in/guessed", "/sign-in/guessed"), await guesser.Submit(used, used));
        Assert.Equal((HttpStatusCode.NotFound, wrong.Body), (again.Status, again.Body));
        await guesser.Submit("/sign-in/guessed", "/sign-in/guessed");
        var good = host.SignInPath(new Actor("Kim", [Role.Administrator]));
        var late = await guesser.Submit(good, good);
        Assert.Equal((HttpStatusCode.TooManyRequests, "600"), (late.Status, late.Headers["Retry-After"]));
        Assert.Equal(late.Body, (await guesser.Submit("/sign-in/guessed", "/sign-in/guessed")).Body);
        Assert.Equal(["somebody at 127.0.0.1 (nobody): refused POST /sign-in/{token}"], (await Audit(host)).Skip(1).Distinct());
        Assert.DoesNotContain(await Audit(host), l => l.Contains("guessed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_begins_anew_at_each_sign_in_and_the_one_before_ends()
    {
        await using var host = await DoorHost.Start();
        using var kim = await host.Staff(Role.Administrator);
        var before = kim.Secret!;
        var path = host.SignInPath(new Actor("Kim", [Role.Administrator]));
        Assert.Equal("/admin", (await kim.Submit(path, path)).Location);
        Assert.NotEqual(before, kim.Secret);
        using var thief = host.Stranger();
        thief.Client.DefaultRequestHeaders.Add("Cookie", $"proactive={before}");
        Assert.Null((await thief.Get("/")).Location);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_for_whoever_kept_its_cookie()
    {
        await using var host = await DoorHost.Start();
        using var kim = await host.Staff(Role.Administrator);
        var secret = kim.Secret!;
        Assert.Equal("/sign-in", (await kim.Submit("/admin/people", "/sign-out")).Location);
        using var thief = host.Stranger();
        thief.Client.DefaultRequestHeaders.Add("Cookie", $"proactive={secret}");
        Assert.Null((await thief.Get("/")).Location);
    }

    [Fact]
    public async Task Who_asks_too_much_waits_and_others_do_not()
    {
        await using var host = await DoorHost.Start(options: new WebOptions { Limits = new Limits { StaffPerMinute = 5, LinkPerMinute = 3 } });
        using var kim = await host.Staff(new Actor("Kim", [Role.Administrator]));
        using var robin = await host.Staff(new Actor("Robin", [Role.Administrator]));
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.OK, (await kim.Get("/admin/people")).Status);
        var late = await kim.Get("/admin/people");
        Assert.Equal(HttpStatusCode.TooManyRequests, late.Status);
        Assert.Contains("Wait a minute", late.Words, StringComparison.Ordinal);
        Assert.InRange(int.Parse(late.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        Assert.Equal(HttpStatusCode.OK, (await robin.Get("/admin/people")).Status);

        using var stranger = host.Stranger();
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await stranger.Get("/unsubscribe/one")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await stranger.Get("/unsubscribe/one")).Status);
        Assert.Equal(HttpStatusCode.OK, (await stranger.Get("/unsubscribe/another")).Status);
    }

    [Theory]
    [InlineData("da"), InlineData("cs"), InlineData("en")]
    public async Task The_page_shuts_nobody_out(string locale)
    {
        await using var host = await DoorHost.Start();
        await using var chromium = await TemplatesChromium.Start();
        await using var browser = await chromium.Visitor(PageLook.Wide, scripts: true, locale);
        var page = await browser.NewPageAsync();
        await page.GotoAsync(new Uri(host.Address, host.SignInPath(new Actor("Kim", [Role.Administrator]))).AbsoluteUri);
        Assert.Empty(await PageLook.Flaws(page));
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/admin");
        await page.GotoAsync(new Uri(host.Address, "/admin/people").AbsoluteUri);
        Assert.Empty(await PageLook.Flaws(page));
        await page.FillAsync("#name", "Robin");
        await page.CheckAsync("#role-author");
        await page.SelectOptionAsync("#agency", "dk.municipality");
        await page.ClickAsync("main button.main");
        Assert.Empty(await PageLook.Flaws(page));
        if (Environment.GetEnvironmentVariable("PAGES") is { } folder)
            foreach (var width in new[] { PageLook.Wide, PageLook.Narrow })
            {
                await page.SetViewportSizeAsync(width, 800);
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"people-{locale}-{width}.png"), FullPage = true });
            }
    }
}
