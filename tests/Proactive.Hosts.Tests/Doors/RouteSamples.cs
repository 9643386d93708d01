namespace Proactive.Hosts.Tests.Doors;

/// <summary>How one route is used rightly.</summary>
/// <param name="Path">Where something is, e.g. <c>/unsubscribe/…</c> with a good link. For routes of an agency: something of <see cref="RouteWorld.Agency"/>.</param>
/// <param name="Fields">What a form sends besides its token.</param>
/// <param name="SaysNothing">Of a link: whatever stands in its place, the page is the same.</param>
/// <param name="IsShared">Of an agency's route: what is there belongs to all agencies.</param>
sealed record RouteSample(Func<RouteWorld, string> Path, Func<RouteWorld, (string Name, string Value)[]> Fields, bool SaysNothing = false, bool IsShared = false)
{
    const string Why = "A reason of many words";

    /// <summary>Every route of the host, as <c>METHOD template</c>. One that is missing here fails the tests.</summary>
    public static IReadOnlyDictionary<string, RouteSample> All { get; } = new[] { Shared, Guide, Administration, Studio }.SelectMany(part => part).ToDictionary(s => s.Key, s => s.Value);

    static Dictionary<string, RouteSample> Shared => new()
    {
        ["GET /"] = At("/"),
        ["GET /assets/site.css"] = At("/assets/site.css"),
        ["GET /assets/site.js"] = At("/assets/site.js"),
        ["GET /health"] = At("/health"),
        ["POST /language"] = At("/language", ("language", "da"), ("back", "/sign-in")),
        ["GET /openapi.json"] = At("/openapi.json"),
        ["POST /events"] = At("/events"),
        ["POST /receipts"] = At("/receipts"),
        ["GET /sign-in"] = At("/sign-in"),
        ["GET /sign-in/{token}"] = At(world => world.SignIn) with { SaysNothing = true },
        ["POST /sign-in/{token}"] = At(world => world.SignIn),
        ["POST /sign-out"] = At("/sign-out"),
    };

    static Dictionary<string, RouteSample> Guide => new()
    {
        ["GET /unsubscribe/{token}"] = At(world => world.Unsubscribe) with { SaysNothing = true },
        ["POST /unsubscribe/{token}"] = At(world => world.Unsubscribe, _ => [("List-Unsubscribe", "One-Click")]),
        ["GET /guide"] = At("/guide"),
        ["GET /guide/{token}"] = At(world => world.Guide),
        ["GET /guide/{token}/calendar.ics"] = At(world => $"{world.Guide}/calendar.ics"),
        ["GET /guide/{token}/messages"] = At(world => $"{world.Guide}/messages"),
        ["GET /guide/{token}/object"] = At(world => $"{world.Guide}/object"),
        ["GET /guide/{token}/grade"] = At(world => $"{world.Guide}/grade"),
        ["GET /guide/{token}/close"] = At(world => $"{world.Guide}/close"),
        ["POST /guide/{token}/tick"] = At(world => $"{world.Guide}/tick", world => [("journey", world.Journey), ("step", "report")]),
        ["POST /guide/{token}/untick"] = At(world => $"{world.Guide}/untick", world => [("journey", world.Journey), ("step", "report")]),
        ["POST /guide/{token}/choose"] = At(world => $"{world.Guide}/choose", _ => [("channel", ""), ("language", "en")]),
        ["POST /guide/{token}/opt-out"] = At(world => $"{world.Guide}/opt-out", _ => [("guide", RouteWorld.LifeEvent)]),
        ["POST /guide/{token}/opt-in"] = At(world => $"{world.Guide}/opt-in", _ => [("guide", RouteWorld.LifeEvent)]),
        ["POST /guide/{token}/object"] = At(world => $"{world.Guide}/object", _ => [("guide", RouteWorld.LifeEvent), ("words", "I did not move.")]),
        ["POST /guide/{token}/grade"] = At(world => $"{world.Guide}/grade", world => [("journey", world.Journey), ("mark", "1")]),
        ["POST /guide/{token}/close"] = At(world => $"{world.Guide}/close"),
    };

    static Dictionary<string, RouteSample> Administration => new()
    {
        ["GET /admin"] = At("/admin"),
        ["GET /admin/people"] = At("/admin/people"),
        ["POST /admin/people"] = At("/admin/people", ("name", "Robin"), ("role", "administrator")),
        ["GET /admin/hold"] = At("/admin/hold"),
        ["POST /admin/hold"] = At("/admin/hold", ("due", "send"), ("reason", Why)),
        ["GET /admin/figures"] = At("/admin/figures"),
        ["GET /admin/audit"] = At("/admin/audit"),
        ["POST /admin/audit"] = At("/admin/audit"),
        ["POST /admin/audit/export"] = At("/admin/audit/export", ("format", "csv")),
        ["GET /admin/log"] = At("/admin/log"),
        ["POST /admin/log"] = At("/admin/log", ("person", "p-1")),
        ["POST /admin/log/export"] = At("/admin/log/export", ("format", "ndjson")),
        ["GET /admin/rejected"] = At("/admin/rejected"),
        ["POST /admin/rejected/export"] = At("/admin/rejected/export", ("format", "csv")),
        ["GET /admin/rejected/{id}"] = At(world => $"/admin/rejected/{world.Rejected}"),
        ["POST /admin/rejected/{id}"] = At(world => $"/admin/rejected/{world.Rejected}", _ => [("reason", Why)]),
        ["GET /admin/rejected/examine"] = At("/admin/rejected/examine"),
        ["GET /admin/rejected/replay"] = At("/admin/rejected/replay"),
        ["GET /admin/rejected/drop"] = At("/admin/rejected/drop"),
        ["POST /admin/rejected/examine"] = At(_ => "/admin/rejected/examine", world => [("ids", world.Rejected)]),
        ["POST /admin/rejected/replay"] = At(_ => "/admin/rejected/replay", world => [("ids", world.Rejected), ("reason", Why)]),
        ["POST /admin/rejected/drop"] = At(_ => "/admin/rejected/drop", world => [("ids", world.Rejected), ("reason", Why)]),
        ["GET /admin/objections"] = At("/admin/objections"),
        ["GET /admin/objections/read"] = At("/admin/objections/read"),
        ["GET /admin/objections/decide"] = At("/admin/objections/decide"),
        ["POST /admin/objections/read"] = At(_ => "/admin/objections/read", world => [("citizen", world.Citizen), ("guide", RouteWorld.LifeEvent), ("reason", Why)]),
        ["POST /admin/objections/decide"] = At(_ => "/admin/objections/decide", world => [("citizen", world.Citizen), ("guide", RouteWorld.LifeEvent), ("decision", "upheld"), ("reason", Why)]),
        ["GET /admin/citizens/{citizen}"] = At(world => $"/admin/citizens/{world.Citizen}"),
        ["POST /admin/citizens/{citizen}"] = At(world => $"/admin/citizens/{world.Citizen}", _ => [("reason", Why)]),
        ["GET /admin/citizens/{citizen}/close-links"] = At(world => $"/admin/citizens/{world.Citizen}/close-links"),
        ["POST /admin/citizens/{citizen}/close-links"] = At(world => $"/admin/citizens/{world.Citizen}/close-links", _ => [("reason", Why)]),
        ["GET /admin/citizens/{citizen}/notices/{notice}"] = At(world => $"/admin/citizens/{world.Citizen}/notices/{world.Notice}"),
        ["POST /admin/citizens/{citizen}/notices/{notice}"] = At(world => $"/admin/citizens/{world.Citizen}/notices/{world.Notice}", _ => [("reason", Why)]),
    };

    static Dictionary<string, RouteSample> Studio => new()
    {
        ["GET /studio"] = At("/studio"),
        ["GET /studio/map"] = At("/studio/map"),
        ["GET /studio/files"] = At("/studio/files"),
        ["GET /studio/life-events/{country}/{name}"] = At($"/studio/life-events/{RouteWorld.LifeEvent}") with { IsShared = true },
        ["GET /studio/life-events/{country}/{name}/{step}"] = At($"/studio/life-events/{RouteWorld.LifeEvent}/report"),
        ["GET /studio/drafts"] = At("/studio/drafts"),
        ["POST /studio/drafts"] = At("/studio/drafts", ("file", RouteWorld.File)),
        ["GET /studio/drafts/{id}"] = At(world => $"/studio/drafts/{world.Draft.Id}"),
        ["GET /studio/drafts/{id}/edit"] = At(world => $"/studio/drafts/{world.Draft.Id}/edit"),
        ["POST /studio/drafts/{id}/edit"] = At(world => $"/studio/drafts/{world.Draft.Id}/edit", world => [("file", RouteWorld.File), ("text", world.Text), ("version", $"{world.Draft.Version}")]),
        ["POST /studio/drafts/{id}/problems"] = At(world => $"/studio/drafts/{world.Draft.Id}/problems", world => [("file", RouteWorld.File), ("text", world.Text)]),
        ["POST /studio/drafts/{id}/files"] = At(world => $"/studio/drafts/{world.Draft.Id}/files", _ => [("file", RouteWorld.File)]),
        ["POST /studio/drafts/{id}/files/leave"] = At(world => $"/studio/drafts/{world.Draft.Id}/files/leave", _ => [("file", RouteWorld.File)]),
        ["GET /studio/drafts/{id}/tests"] = At(world => $"/studio/drafts/{world.Draft.Id}/tests"),
        ["GET /studio/drafts/{id}/reach"] = At(world => $"/studio/drafts/{world.Draft.Id}/reach"),
        ["GET /studio/drafts/{id}/preview"] = At(world => $"/studio/drafts/{world.Draft.Id}/preview"),
        ["GET /studio/drafts/{id}/mail"] = At(world => $"/studio/drafts/{world.Draft.Id}/mail?locale=en"),
        ["POST /studio/drafts/{id}/submit"] = At(world => $"/studio/drafts/{world.Draft.Id}/submit", _ => [("why", Why)]),
        ["POST /studio/drafts/{id}/withdraw"] = At(world => $"/studio/drafts/{world.Draft.Id}/withdraw"),
        ["POST /studio/drafts/{id}/reopen"] = At(world => $"/studio/drafts/{world.Waiting.Id}/reopen"),
        ["POST /studio/drafts/{id}/approve"] = At(world => $"/studio/drafts/{world.Others.Id}/approve", world => [("why", Why), ("version", $"{world.Others.Version}"), ("confirmed", "yes")]),
        ["POST /studio/drafts/{id}/decline"] = At(world => $"/studio/drafts/{world.Others.Id}/decline", world => [("why", Why), ("version", $"{world.Others.Version}")]),
        ["GET /studio/history"] = At("/studio/history"),
        ["GET /studio/history/{version}"] = At(world => $"/studio/history/{world.Version}?file={RouteWorld.File}"),
        ["POST /studio/history/{version}/restore"] = At(world => $"/studio/history/{world.Version}/restore", _ => [("file", RouteWorld.File)]),
    };

    static RouteSample At(string path, params (string, string)[] fields) => new(_ => path, _ => fields);

    static RouteSample At(Func<RouteWorld, string> path, Func<RouteWorld, (string, string)[]>? fields = null) => new(path, fields ?? (_ => []));
}
