using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Proactive.Testing;
using Proactive.Web;
using Proactive.Web.Entrance;
using Proactive.Web.Pages;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>Every route there is, and that each refuses whom it has to. A new one fails until it stands in the reviewed list and among the samples.</summary>
public sealed class RoutesTests : IAsyncLifetime
{
    RouteWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await RouteWorld.Begin();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    sealed record Route(string Method, string Template, Access? Access, bool HasForm)
    {
        public string Name => $"{Method} {Template}";

        public RouteSample Sample => RouteSample.All.TryGetValue(Name, out var sample) ? sample : throw new InvalidOperationException($"{Name} has no entry in {nameof(RouteSample)}: say how it is used.");

        public IReadOnlyList<Role>? Roles => Access is { } access ? AccessRules.RolesOf(access) : null;

        public bool IsOfAgency => Access is Web.Entrance.Access.Agency or Web.Entrance.Access.Author or Web.Entrance.Access.Approver;

        public override string ToString() => $"{Method,-5} {Template,-44} {Access,-14} {(HasForm ? "form" : "")}".TrimEnd();
    }

    IReadOnlyList<Route> Routes => [.. _world.Host.App.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(method => new Route(method, e.RoutePattern.RawText!, AccessRules.AccessOf(e), e.Metadata.GetMetadata<GuardedForm>() is not null)))
        .OrderBy(r => r.Template, StringComparer.Ordinal).ThenBy(r => r.Method, StringComparer.Ordinal)];

    [Fact]
    public void Every_route_is_in_the_reviewed_list() => Snapshot.Matches($"{string.Join('\n', Routes)}\n", "Routes");

    [Fact]
    public void Every_route_has_a_sample_and_every_sample_a_route() => Assert.Equal(Routes.Select(r => r.Name).Order(StringComparer.Ordinal), RouteSample.All.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void What_people_post_is_a_form_with_a_token()
    {
        // A mail program's one click brings no token, and a registry proves who it is.
        var bare = Routes.Where(r => r.Method != "GET" && !r.HasForm && r.Access != Access.Source).Select(r => r.Name);
        Assert.Equal(["POST /unsubscribe/{token}"], bare);
    }

    [Fact]
    public async Task Nobody_enters_what_is_for_staff_or_registries()
    {
        using var stranger = _world.Host.Stranger();
        foreach (var route in Routes.Where(r => r.Roles is not null || r.Access == Access.Source))
            Expect(route, "a stranger", await Use(route, stranger), HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Nobody_enters_what_is_for_another_role()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            using var visitor = await _world.Host.Staff(role);
            foreach (var route in Routes.Where(r => r.Roles is { } roles && !roles.Contains(role)))
                Expect(route, $"{role}", await Use(route, visitor, Holder(visitor)), HttpStatusCode.Forbidden, HttpStatusCode.NotFound);
            foreach (var route in Routes.Where(r => r.Access == Access.Source)) Expect(route, $"{role}", await Use(route, visitor), HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task Another_agency_does_not_find_what_is_not_its_own()
    {
        foreach (var route in Routes.Where(r => r.IsOfAgency && r.Template.Contains('{', StringComparison.Ordinal) && !r.Sample.IsShared))
        {
            using var visitor = await _world.Host.Staff(new Actor("Noor", route.Roles!, "xx.another-town"));
            Expect(route, "another agency", await Use(route, visitor, Holder(visitor)), HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_guessed_link_opens_nothing_and_looks_like_any_other()
    {
        using var stranger = _world.Host.Stranger();
        foreach (var route in Routes.Where(r => r.Access == Access.Link))
        {
            var (good, guessed) = (route.Sample.Path(_world), Guessed(route));
            var answer = await Send(route, stranger, guessed, "guessed-guessed-guessed");
            if (route.Sample.SaysNothing) Assert.Equal((await stranger.Get(good)).Words, answer.Words);
            else Expect(route, "a guessed link", answer, HttpStatusCode.NotFound);
        }
    }

    string Guessed(Route route)
    {
        var parts = route.Template.Split('/').Zip(route.Sample.Path(_world).Split('/'), (template, part) => template == "{token}" ? "guessed-guessed-guessed" : part);
        return string.Join('/', parts);
    }

    [Fact]
    public async Task A_form_without_a_token_or_from_elsewhere_does_nothing()
    {
        foreach (var route in Routes.Where(r => r.HasForm))
        {
            using var visitor = await Rightful(route);
            var (path, before) = (route.Sample.Path(_world), await _world.State());
            Expect(route, "no token", await visitor.Post(path, route.Sample.Fields(_world)), HttpStatusCode.Forbidden);
            Expect(route, "a forged token", await visitor.Post(path, [.. route.Sample.Fields(_world), (Page.TokenField, "forged")]), HttpStatusCode.Forbidden);
            using var elsewhere = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new FormUrlEncodedContent([KeyValuePair.Create(Page.TokenField, Token(route, visitor, path))]),
                Headers = { { "Sec-Fetch-Site", "cross-site" } },
            };
            using var answer = await visitor.Client.SendAsync(elsewhere);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{route.Name} took a form from elsewhere: {answer.StatusCode}");
            Assert.Equal(Unaudited(before), Unaudited(await _world.State()));
        }
    }

    [Fact]
    public async Task A_form_that_was_sent_is_not_taken_again()
    {
        foreach (var route in Routes.Where(r => r.HasForm).ToList())
        {
            // What one form does must not stand in the way of the next.
            await DisposeAsync();
            _world = await RouteWorld.Begin();
            using var visitor = await Rightful(route);
            var path = route.Sample.Path(_world);
            (string, string)[] fields = [.. route.Sample.Fields(_world), (Page.TokenField, Token(route, visitor, path))];
            var first = await visitor.Post(path, fields);
            Assert.True(first.Status is HttpStatusCode.OK or HttpStatusCode.Redirect, $"{route.Name} did not take a good form: {first.Status}\n{first.Words}");
            // Signing out ends the session, so there is nobody any more whose form it could be.
            Expect(route, "the same again", await visitor.Post(path, fields), HttpStatusCode.Conflict, route.Template == "/sign-out" ? HttpStatusCode.Unauthorized : HttpStatusCode.Conflict);
        }
    }

    [Fact]
    public async Task Looking_changes_nothing_whoever_looks()
    {
        using var stranger = _world.Host.Stranger();
        foreach (var route in Routes.Where(r => r.Method == "GET"))
        {
            using var visitor = await Rightful(route);
            var (path, before) = (route.Sample.Path(_world), await _world.State());
            var seen = await visitor.Get(path);
            Assert.True(seen.Status is HttpStatusCode.OK or HttpStatusCode.Redirect, $"{route.Name} shows nothing at {path}: {seen.Status}");
            await stranger.Get(path);
            using var scanner = await visitor.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
            Assert.Equal(before, await _world.State());
        }
    }

    [Fact]
    public async Task A_route_that_does_not_say_who_may_use_it_keeps_the_host_from_starting()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGet("/for-anybody", () => "").For(Access.Anybody);
        AccessRules.CheckEvery(app);
        app.MapGet("/forgotten", () => "");
        Assert.Contains("/forgotten", Assert.Throws<InvalidOperationException>(() => AccessRules.CheckEvery(app)).Message, StringComparison.Ordinal);
    }

    // Whoever may use it, with as little more as possible.
    Task<DoorHost.Visitor> Rightful(Route route) => route.Roles is { } roles
        ? _world.Host.Staff(new Actor("Kim", [roles[0]], roles[0] == Role.Administrator ? null : RouteWorld.Agency))
        : Task.FromResult(_world.Host.Stranger());

    // Refusals are written there, and are all that may be.
    static string Unaudited(string state) => string.Join('\n', state.Split('\n').Where(l => !l.Contains(": refused ", StringComparison.Ordinal)));

    Task<DoorHost.Answer> Use(Route route, DoorHost.Visitor visitor, string holder = "") => Send(route, visitor, route.Sample.Path(_world), holder);

    async Task<DoorHost.Answer> Send(Route route, DoorHost.Visitor visitor, string path, string holder) => route.Method == "GET"
        ? await visitor.Get(path)
        : await visitor.Post(path, [.. route.Sample.Fields(_world), (Page.TokenField, _world.Host.App.Services.GetRequiredService<FormTokens>().Of(holder))]);

    string Token(Route route, DoorHost.Visitor visitor, string path) =>
        _world.Host.App.Services.GetRequiredService<FormTokens>().Of(route.Template.Contains("{token}", StringComparison.Ordinal) ? path.Split('/')[route.Template.Split('/').ToList().IndexOf("{token}")] : Holder(visitor));

    static string Holder(DoorHost.Visitor visitor) => SessionCookie.HolderOf(visitor.Secret ?? "");

    static void Expect(Route route, string who, DoorHost.Answer answer, params HttpStatusCode[] expected) =>
        Assert.True(expected.Contains(answer.Status), $"{route.Name} answered {who} with {(int)answer.Status}, not {string.Join(" or ", expected.Select(e => (int)e))}.\n{answer.Words}");
}
