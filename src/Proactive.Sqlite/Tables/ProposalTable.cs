using Proactive.Engine.Oversight;
using Proactive.Sqlite.Database;

namespace Proactive.Sqlite.Tables;

/// <summary>Proposed changes of the rules, encrypted: so nobody without the key can put a name under one either.</summary>
sealed class ProposalTable(Connection connection)
{
    readonly Statement _create = new(
        connection, "INSERT INTO proposals (id, version, changed_at, body) VALUES ($id, 1, $at, $body) ON CONFLICT (id) DO NOTHING", "$id", "$at", "$body");

    readonly Statement _replace = new(
        connection, "UPDATE proposals SET version = version + 1, changed_at = $at, body = $body WHERE id = $id AND version = $version", "$id", "$at", "$body", "$version");

    readonly Statement _find = new(connection, "SELECT id, body FROM proposals WHERE id = $id", "$id");

    readonly Statement _list = new(connection, "SELECT id, body FROM proposals ORDER BY changed_at DESC, id");

    /// <summary>False if another change came first.</summary>
    /// <param name="body">The proposal with the version it has once it is saved.</param>
    public bool Save(Proposal proposal, byte[] body)
    {
        var at = Columns.Of(proposal.ChangedAt);
        return (proposal.Version == 0 ? _create.Run(proposal.Id, at, body) : _replace.Run(proposal.Id, at, body, proposal.Version)) == 1;
    }

    public byte[]? Find(string id) => _find.Query(Body, id).SingleOrDefault().Body;

    public IReadOnlyList<(string Id, byte[] Body)> List() => _list.Query(Body);

    static (string Id, byte[] Body) Body(Row row) => (row.Text(0), row.Bytes(1));
}
