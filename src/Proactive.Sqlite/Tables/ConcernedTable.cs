using Proactive.Engine.Citizens;
using Proactive.Sqlite.Database;

namespace Proactive.Sqlite.Tables;

/// <summary>Under which events a citizen is to be found.</summary>
sealed class ConcernedTable(Connection connection)
{
    readonly Statement _add = new(connection, "INSERT INTO concerned (event, citizen) VALUES ($event, $citizen) ON CONFLICT DO NOTHING", "$event", "$citizen");

    readonly Statement _find = new(connection, "SELECT citizen FROM concerned WHERE event = $event", "$event");

    readonly Statement _forget = new(connection, "DELETE FROM concerned WHERE citizen = $citizen", "$citizen");

    public void Add(string eventKey, CitizenKey citizen) => _add.Run(eventKey, citizen.Value);

    public IReadOnlyList<CitizenKey> Find(string eventKey) => _find.Query(row => new CitizenKey(row.Text(0)), eventKey);

    public void Forget(CitizenKey citizen) => _forget.Run(citizen.Value);
}
