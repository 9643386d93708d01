using Microsoft.Data.Sqlite;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using Proactive.Sqlite;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

/// <summary>What somebody can do to the audit log who may write the file and has not the master key.</summary>
public sealed class SqliteAuditTests : IAsyncLifetime
{
    const int Lines = 6;

    // The first lock, to be broken before there is a second.
    const string Unlock = "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_deleted; DROP TRIGGER audit_is_added_to;";

    readonly TempFolder _folder = new();
    readonly List<AuditLine> _written = [];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    string Path => _folder.File("proactive.db");

    public async ValueTask InitializeAsync()
    {
        await using var store = SqliteStore.Open(Path, Codec);
        for (var i = 1; i <= Lines; i++) _written.Add(await store.AppendAudit(new AuditEntry(Morning.AddMinutes(i), "Anna", "administrator", "unmasked", $"n-{i}", $"call {i}"), Stop));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("a text that was edited", 3, "UPDATE audit SET why = 'call 9' WHERE number = 3")]
    [InlineData("a name that was edited", 1, "UPDATE audit SET who = 'Bo' WHERE number = 1")]
    [InlineData("a text that was taken out", 6, "UPDATE audit SET why = NULL WHERE number = 6")]
    [InlineData("a text moved to the one before", 2, "UPDATE audit SET what = what || subject, subject = '' WHERE number = 2")]
    [InlineData("a time that was edited", 4, "UPDATE audit SET at = at + 1 WHERE number = 4")]
    [InlineData("a time that is none", 4, "UPDATE audit SET at = 9223372036854775807 WHERE number = 4")]
    [InlineData("a text that is none", 4, "UPDATE audit SET why = CAST(x'ff00' AS TEXT) WHERE number = 4")]
    [InlineData("a hash that was edited", 5, "UPDATE audit SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE number = 5")]
    [InlineData("a hash that is none", 5, "UPDATE audit SET hash = 'ø' WHERE number = 5")]
    [InlineData("a line deleted in the middle", 3, "DELETE FROM audit WHERE number = 3")]
    [InlineData("a line deleted and the gap closed", 3, "DELETE FROM audit WHERE number = 3; UPDATE audit SET number = -number WHERE number > 3; UPDATE audit SET number = -number - 1 WHERE number < 0")]
    [InlineData("a line put in", 3, "UPDATE audit SET number = -number WHERE number > 2; INSERT INTO audit SELECT 3, at, 'Bo', role, what, subject, why, hash FROM audit WHERE number = 2; UPDATE audit SET number = -number + 1 WHERE number < 0")]
    [InlineData("two lines swapped", 2, "UPDATE audit SET number = 99 WHERE number = 2; UPDATE audit SET number = 2 WHERE number = 3; UPDATE audit SET number = 3 WHERE number = 99")]
    [InlineData("the first line deleted", 1, "DELETE FROM audit WHERE number = 1")]
    [InlineData("a line put before the first", 1, "INSERT INTO audit SELECT 0, at, who, role, what, subject, why, hash FROM audit WHERE number = 1")]
    [InlineData("a line added at the end", 7, "INSERT INTO audit SELECT 7, at, who, role, what, subject, why, hash FROM audit WHERE number = 6")]
    [InlineData("the last line cut off", 6, "DELETE FROM audit WHERE number = 6")]
    [InlineData("the last lines cut off", 4, "DELETE FROM audit WHERE number >= 4")]
    [InlineData("everything deleted", 1, "DELETE FROM audit")]
    [InlineData("the last line cut off and the note of it", 6, "DELETE FROM audit WHERE number = 6; DELETE FROM notes WHERE name = 'audit-end'")]
    [InlineData("the last line cut off and the note changed", 5, "DELETE FROM audit WHERE number = 6; UPDATE notes SET text = replace(text, '6 ', '5 ') WHERE name = 'audit-end'")]
    [InlineData("a note made of the hash before", 5, "DELETE FROM audit WHERE number = 6; UPDATE notes SET text = '5 ' || (SELECT hash FROM audit WHERE number = 5) WHERE name = 'audit-end'")]
    [InlineData("everything deleted and the note of it", 1, "DELETE FROM audit; DELETE FROM notes WHERE name = 'audit-end'")]
    public async Task Whatever_is_done_to_the_log_is_found_at_its_first_bad_line(string what, int line, string sql)
    {
        Sql(Unlock + sql);
        await using var store = SqliteStore.OpenToRead(Path, Codec);
        var check = await store.VerifyAudit(Stop);
        Assert.True(!check.IsWhole, what);
        Assert.Equal((line, line - 1), (check.FirstBad, check.Lines));
        Assert.Equal(line == 1 ? AuditChain.Beginning : _written[line - 2].Hash, check.Head);
    }

    [Fact]
    public async Task A_log_that_nobody_touched_is_whole_and_stays_so_when_lines_are_added_after_a_break_is_mended()
    {
        await using (var store = SqliteStore.OpenToRead(Path, Codec)) Assert.Equal(new AuditCheck(Lines, _written[^1].Hash, true), await store.VerifyAudit(Stop));
        Sql(Unlock + "UPDATE audit SET why = 'call 9' WHERE number = 3");
        Sql("UPDATE audit SET why = 'call 3' WHERE number = 3");
        await using var mended = SqliteStore.Open(Path, Codec);
        Assert.Equal(Lines + 1, (await mended.AppendAudit(new AuditEntry(Morning, "Anna", "administrator", "signed-in"), Stop)).Number);
        Assert.True((await mended.VerifyAudit(Stop)).IsWhole);
    }

    [Fact]
    public async Task A_line_added_to_a_log_that_was_cut_off_does_not_hide_the_cut()
    {
        Sql(Unlock + "DELETE FROM audit WHERE number = 6");
        await using var store = SqliteStore.Open(Path, Codec);
        await store.AppendAudit(new AuditEntry(Morning, "Anna", "administrator", "signed-in"), Stop);
        Assert.Equal(6, (await store.VerifyAudit(Stop)).FirstBad);
    }

    [Theory]
    [InlineData("UPDATE audit SET why = 'x' WHERE number = 1", "never changed")]
    [InlineData("DELETE FROM audit", "never deleted")]
    [InlineData("INSERT OR REPLACE INTO audit SELECT 3, at, 'Bo', role, what, subject, why, hash FROM audit WHERE number = 3", "one after the other")]
    [InlineData("INSERT INTO audit SELECT 9, at, who, role, what, subject, why, hash FROM audit WHERE number = 3", "one after the other")]
    public void The_database_itself_refuses_to_change_or_delete_lines(string sql, string why) =>
        Assert.Contains(why, Assert.Throws<SqliteException>(() => Sql(sql)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Lines_of_another_master_key_do_not_hold()
    {
        var other = new MasterKey([.. Enumerable.Repeat((byte)7, MasterKey.Length)]);
        var last = new BodyCodec(other).Audit.Add(_written[^1], new AuditEntry(Morning, "Bo", "administrator", "unmasked"));
        Sql($"INSERT INTO audit VALUES (7, {last.Entry.At.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks}, 'Bo', 'administrator', 'unmasked', NULL, NULL, '{last.Hash}')");
        await using var store = SqliteStore.OpenToRead(Path, Codec);
        Assert.Equal(7, (await store.VerifyAudit(Stop)).FirstBad);
    }

    void Sql(string script)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
    }
}
