using Proactive.Sqlite.Database;

namespace Proactive.Sqlite.Tables;

/// <summary>The statements of one connection, by table. Owns the connection; for one thread at a time.</summary>
sealed class TableSet(Connection connection) : IDisposable
{
    public Connection Connection => connection;

    public CitizenTable Citizens { get; } = new(connection);

    public LeaseTable Leases { get; } = new(connection);

    public ConcernedTable Concerned { get; } = new(connection);

    public LogTable Log { get; } = new(connection);

    public RejectedTable Rejected { get; } = new(connection);

    public RuleBookTable RuleBooks { get; } = new(connection);

    public AuditTable Audit { get; } = new(connection);

    public FigureTable Figures { get; } = new(connection);

    public ProposalTable Proposals { get; } = new(connection);

    public NoteTable Notes { get; } = new(connection);

    public void Dispose() => connection.Dispose();
}
