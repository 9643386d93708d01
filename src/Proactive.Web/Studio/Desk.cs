using System.Security.Cryptography;
using Proactive.Engine;
using Proactive.Engine.Oversight;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rules;
using Proactive.Web.Entrance;
using Proactive.Web.Pages;

namespace Proactive.Web.Studio;

/// <summary>
/// What one agency may see and change. It is the only way from the studio's routes to rule files, proposals and history, and whatever
/// belongs to another agency is not there: null here, 404 on every route.
/// </summary>
sealed class Desk(WebParts parts, LiveFiles files, PageState state)
{
    const int AuditPage = 500;

    RuleOwners? _owners;

    public Actor Actor => state.Actor ?? throw new InvalidOperationException("The studio is open to people who are signed in only.");

    /// <summary>Empty for somebody of no agency, to whom nothing belongs.</summary>
    public string Agency => Actor.Agency ?? "";

    /// <summary>Whether approved files can be put in force from here.</summary>
    public bool CanPublish => parts.RuleFiles.Write is not null;

    /// <summary>The files in force, the same ones for the whole request.</summary>
    public ContentFolder Live => Owners.Files;

    RuleOwners Owners => _owners ??= files.Read();

    /// <summary>The agency's files, by path.</summary>
    public IReadOnlyList<string> Files() => Owners.FilesOf(Agency);

    /// <summary>A file of the agency as it is in force.</summary>
    public string? File(string path) => Owns(path) ? Live.Texts.GetValueOrDefault(path) : null;

    public bool Owns(string path) => Agency.Length > 0 && Owners.Owns(Agency, path);

    public bool Owns(StepRule step) => Agency.Length > 0 && step.Agency.Id == Agency;

    /// <summary>The life events in which the agency may begin a file.</summary>
    public IReadOnlyList<string> LifeEvents() => Agency.Length == 0 ? [] : Owners.LifeEventsFor(Agency);

    /// <summary>Where a new file of the agency would stand; null: not there, or not so.</summary>
    public string? NewPath(string lifeEvent, string name) => Agency.Length == 0 ? null : Owners.NewPath(Agency, lifeEvent, name);

    public async Task<Proposal?> Find(string id, CancellationToken cancellation) => await parts.Store.FindProposal(id, cancellation) is { } found && IsOwn(found) ? found : null;

    /// <summary>A proposal that whoever is signed in wrote.</summary>
    public async Task<Proposal?> FindMine(string id, CancellationToken cancellation) => await Find(id, cancellation) is { } found && found.IsBy(Actor.Name) ? found : null;

    /// <summary>A new draft of a file of the agency, kept.</summary>
    public async Task<Proposal> Begin(string path, string text, CancellationToken cancellation)
    {
        var draft = ProposalMoves.Begin(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), Agency, Live, path, text, Actor.Name, parts.Clock.GetUtcNow());
        return await Save(draft, cancellation) ? draft : throw new InvalidOperationException("A new draft's random id was taken.");
    }

    /// <summary>Whether all tests beside the draft's files are the agency's, so that it may see them by name.</summary>
    public bool MaySeeTests(Proposal draft) => draft.Texts.Keys.Select(RuleOwners.LifeEventOf).Distinct().All(l => Owns($"{l}/tests.yaml"));

    /// <summary>The agency's proposals, the last changed first.</summary>
    public async Task<IReadOnlyList<Proposal>> Proposals(CancellationToken cancellation) => [.. (await parts.Store.ListProposals(cancellation)).Where(IsOwn)];

    /// <summary>False if another change came first.</summary>
    public Task<bool> Save(Proposal proposal, CancellationToken cancellation) =>
        IsOwn(proposal) ? parts.Store.SaveProposal(proposal, cancellation) : throw new InvalidOperationException("A proposal of another agency must not come as far as being saved.");

    /// <summary>The versions of a file of the agency, newest first; none: it is not the agency's.</summary>
    public async Task<IReadOnlyList<RuleVersion>> Versions(string path, CancellationToken cancellation) => (await History(cancellation)).GetValueOrDefault(path, []);

    /// <summary>The versions of each file of the agency, newest first.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<RuleVersion>>> History(CancellationToken cancellation)
    {
        var lines = new List<AuditLine>();
        AuditPage? page = null;
        do
        {
            page = await parts.Store.PageAudit(new AuditQuery(What: "rules-live"), page?.Next, AuditPage, cancellation);
            lines.AddRange(page.Lines);
        }
        while (page.Next is not null);

        var live = ProposalHistory.Join(lines, await parts.Store.ListProposals(cancellation)).Where(l => IsOwn(l.Proposal)).ToList();
        // A file that is another's now, or shared with others, has no history here but what the agency itself did.
        var paths = Files().Concat(live.SelectMany(l => l.Proposal.Texts.Keys)).Distinct().Where(p => Owns(p) || !Live.Texts.ContainsKey(p)).Order(StringComparer.Ordinal);
        return paths.ToDictionary(p => p, p => ProposalHistory.Of(p, live, Live.Texts.GetValueOrDefault(p)));
    }

    public Task Audit(string what, string subject, string? why, CancellationToken cancellation) =>
        parts.Store.AppendAudit(new AuditEntry(parts.Clock.GetUtcNow(), Actor.Name, Actor.Description, what, subject, why), cancellation);

    bool IsOwn(Proposal proposal) => Agency.Length > 0 && proposal.Agency == Agency;
}

/// <summary>The rule files in force and whose they are, read anew each time and sorted out once.</summary>
sealed class LiveFiles(RuleFiles files)
{
    volatile RuleOwners? _last;

    public RuleOwners Read()
    {
        var now = files.Read();
        return _last is { } last && last.Files.Hash == now.Hash ? last : _last = new RuleOwners(now);
    }
}
