using System.Runtime.CompilerServices;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Oversight;
using Proactive.Engine.Rehearsal;

namespace Proactive.Web.Studio.Drafts;

/// <summary>What was found out about a proposal. A part that is null took too long.</summary>
/// <param name="Candidate">The rules folder with the change.</param>
/// <param name="Tests">Empty where the rules have mistakes.</param>
/// <param name="Reach">Null also where the rules have mistakes.</param>
public sealed record Examination(RuleCandidate? Candidate, IReadOnlyList<RuleTestResult>? Tests, RuleReach? Reach)
{
    /// <summary>Whether everything was found out and nothing keeps it from going live.</summary>
    public bool IsFine => Candidate is { IsSound: true } && Tests is { } tests && tests.All(t => t.Passed);

    /// <summary>Whether nobody can say how many people the change reaches, or it reaches many: then an approver has to say yes to that, too.</summary>
    public bool NeedsConfirmation(Proposal proposal) => !ChangesTestsOnly(proposal) && Reach is not { Events: > 0, Wide.Count: 0 };

    static bool ChangesTestsOnly(Proposal proposal) => proposal.Texts.Keys.All(RuleOwners.IsTests);
}

/// <summary>Finds out what a proposal would do, within the limits of <see cref="Rehearsals"/>.</summary>
sealed class Examining(WebParts parts, RecentEvents recent, Rehearsals rehearsals)
{
    const int Kept = 16;

    // Whoever looks at a draft goes from page to page: what was found out stays as long as draft and rules do.
    readonly Lock _lock = new();
    readonly LinkedList<(string Key, RuleCandidate Candidate)> _checked = new();
    readonly ConditionalWeakTable<RuleCandidate, IReadOnlyList<RuleTestResult>> _tested = [];

    DateOnly Today => DateOnly.FromDateTime(parts.Clock.GetUtcNow().UtcDateTime);

    /// <summary>Null: it took too long.</summary>
    public async Task<RuleCandidate?> Check(Proposal proposal, ContentFolder live, CancellationToken cancellation)
    {
        var key = $"{proposal.Agency} {Today:O} {live.Hash} {new ContentFolder("", proposal.Texts).Hash}";
        lock (_lock)
        {
            if (_checked.FirstOrDefault(c => c.Key == key).Candidate is { } known) return known;
        }

        if (await rehearsals.Run(_ => Task.FromResult(RuleCandidate.Of(live, proposal, Today)), cancellation) is not { } candidate) return null;
        lock (_lock)
        {
            _checked.AddFirst((key, candidate));
            if (_checked.Count > Kept) _checked.RemoveLast();
        }

        return candidate;
    }

    /// <summary>Null: they took too long.</summary>
    public async Task<IReadOnlyList<RuleTestResult>?> Test(RuleCandidate candidate, CancellationToken cancellation)
    {
        if (_tested.TryGetValue(candidate, out var known)) return known;
        var results = await rehearsals.Run(stop => candidate.RunTests(parts.Templates, stop), cancellation);
        if (results is not null) _tested.AddOrUpdate(candidate, results);
        return results;
    }

    /// <summary>What the change does to the events of the last days. Null: it took too long, or the whole book does not load.</summary>
    public Task<RuleReach?> Reach(RuleCandidate candidate, CancellationToken cancellation) => rehearsals.Run(async stop =>
        candidate.Whole() is { } book ? await RuleReach.Of(book, parts.Rules.Current, recent.All(), Find, stop) : null, cancellation);

    /// <summary>All of it.</summary>
    public async Task<Examination> Examine(Proposal proposal, ContentFolder live, CancellationToken cancellation)
    {
        var candidate = await Check(proposal, live, cancellation);
        if (candidate is not { IsSound: true }) return new Examination(candidate, [], null);
        return new Examination(candidate, await Test(candidate, cancellation), await Reach(candidate, cancellation));
    }

    async ValueTask<(CitizenKey Key, Person? Person)> Find(string id, CancellationToken cancellation)
    {
        var key = parts.Keys.Of(id);
        return (key, (await parts.Store.Load([key], cancellation))[0].Person);
    }
}
