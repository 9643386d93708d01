using Proactive.Engine.Citizens;
using Proactive.Sqlite.Database;

namespace Proactive.Sqlite.Tables;

/// <summary>
/// Who is held, and until when. Beside the citizens and not a column of theirs: holding somebody would rewrite all that is kept of
/// them. Never long: what has ended is removed whenever somebody takes what is due, and everything when the store is opened.
/// </summary>
sealed class LeaseTable(Connection connection)
{
    readonly Statement _hold = new(
        connection,
        "INSERT INTO leases (citizen, until) VALUES ($citizen, $until) ON CONFLICT (citizen) DO UPDATE SET until = excluded.until",
        "$citizen", "$until");

    readonly Statement _release = new(connection, "DELETE FROM leases WHERE citizen = $citizen", "$citizen");

    readonly Statement _removeEnded = new(connection, "DELETE FROM leases WHERE until <= $now", "$now");

    readonly Statement _removeAll = new(connection, "DELETE FROM leases");

    public void Hold(CitizenKey citizen, DateTimeOffset until) => _hold.Run(citizen.Value, Columns.Of(until));

    public void Release(CitizenKey citizen) => _release.Run(citizen.Value);

    public void RemoveEnded(DateTimeOffset now) => _removeEnded.Run(Columns.Of(now));

    public void RemoveAll() => _removeAll.Run();
}
