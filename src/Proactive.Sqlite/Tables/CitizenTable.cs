using Proactive.Engine.Citizens;
using Proactive.Engine.Storage;
using Proactive.Sqlite.Database;

namespace Proactive.Sqlite.Tables;

/// <summary>A citizen as the table has them: everything that could be personal is encrypted.</summary>
/// <param name="DataKey">As the master key has wrapped it; null: the citizen was erased.</param>
readonly record struct CitizenRow(CitizenKey Key, long Version, byte[]? DataKey, byte[]? Person, byte[]? File);

sealed class CitizenTable(Connection connection)
{
    const string Select = "SELECT key, version, data_key, person, file FROM citizens";

    readonly Statement _load = new(connection, Select + " WHERE key = $key", "$key");

    readonly Statement _dataKey = new(connection, "SELECT data_key FROM citizens WHERE key = $key", "$key");

    readonly Statement _createFile = new(
        connection,
        "INSERT INTO citizens (key, version, next_due, data_key, file) VALUES ($key, 1, $due, $data_key, $file) ON CONFLICT (key) DO NOTHING",
        "$key", "$due", "$data_key", "$file");

    readonly Statement _replaceFile = new(
        connection,
        "UPDATE citizens SET version = version + 1, next_due = $due, file = $file WHERE key = $key AND version = $version AND erased_at IS NULL",
        "$key", "$due", "$file", "$version");

    readonly Statement _createPerson = new(
        connection,
        "INSERT INTO citizens (key, version, data_key, person) VALUES ($key, 1, $data_key, $person)",
        "$key", "$data_key", "$person");

    readonly Statement _replacePerson = new(
        connection,
        "UPDATE citizens SET version = version + 1, person = $person WHERE key = $key AND erased_at IS NULL",
        "$key", "$person");

    // Both conditions are answered by indexes, so that citizens who are held are passed over without being read.
    readonly Statement _due = new(
        connection,
        Select + " WHERE next_due <= $now AND key NOT IN (SELECT citizen FROM leases) ORDER BY next_due, key LIMIT $limit",
        "$now", "$limit");

    readonly Statement _dueOne = new(
        connection,
        Select + " WHERE key = $key AND next_due <= $now AND key NOT IN (SELECT citizen FROM leases)",
        "$key", "$now");

    readonly Statement _nextDue = new(connection, "SELECT next_due FROM citizens WHERE next_due IS NOT NULL ORDER BY next_due LIMIT 1");

    readonly Statement _countDue = new(connection, "SELECT count(*) FROM citizens WHERE next_due <= $now", "$now");

    readonly Statement _erase = new(
        connection,
        """
        UPDATE citizens SET version = version + 1, next_due = NULL, erased_at = $at, data_key = NULL, person = NULL, file = NULL
        WHERE key = $key AND erased_at IS NULL
        """,
        "$key", "$at");

    public CitizenRow? Load(CitizenKey key)
    {
        var rows = _load.Query(Row, key.Value);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>The wrapped data key, and whether there is such a citizen; one without a key was erased.</summary>
    public (bool Known, byte[]? Wrapped) DataKey(CitizenKey key)
    {
        var rows = _dataKey.Query(row => row.OptionalBytes(0), key.Value);
        return rows.Count == 0 ? (false, null) : (true, rows[0]);
    }

    /// <summary>Writes the file with the next version; false if it no longer has the version the change was made from, or the citizen was erased.</summary>
    public bool SaveFile(FileChange change, byte[] file, byte[] dataKey)
    {
        var (key, due) = (change.File.Key.Value, Columns.Of(change.File.NextDue));
        return change.File.Version == 0
            ? _createFile.Run(key, due, dataKey, file) == 1
            : _replaceFile.Run(key, due, file, change.File.Version) == 1;
    }

    public void CreatePerson(CitizenKey key, byte[] person, byte[] dataKey) => _createPerson.Run(key.Value, dataKey, person);

    public void ReplacePerson(CitizenKey key, byte[] person) => _replacePerson.Run(key.Value, person);

    /// <summary>Up to <paramref name="limit"/> citizens who are due and have no lease, earliest first.</summary>
    public IReadOnlyList<CitizenRow> Due(DateTimeOffset now, int limit) => _due.Query(Row, Columns.Of(now), limit);

    /// <summary>This citizen, if due and without a lease.</summary>
    public IReadOnlyList<CitizenRow> Due(CitizenKey key, DateTimeOffset now) => _dueOne.Query(Row, key.Value, Columns.Of(now));

    public DateTimeOffset? NextDue() => _nextDue.Query(row => (DateTimeOffset?)row.Moment(0)).SingleOrDefault();

    public int CountDue(DateTimeOffset now) => _countDue.Query(row => (int)row.Number(0), Columns.Of(now)).Single();

    /// <summary>False if there is nobody left to erase.</summary>
    public bool Erase(CitizenKey key, DateTimeOffset at) => _erase.Run(key.Value, Columns.Of(at)) == 1;

    static CitizenRow Row(Row row) => new(new CitizenKey(row.Text(0)), row.Number(1), row.OptionalBytes(2), row.OptionalBytes(3), row.OptionalBytes(4));
}
