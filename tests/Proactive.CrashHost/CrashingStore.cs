using Proactive.Engine.Storage;
using Proactive.Testing;

namespace Proactive.CrashHost;

sealed class CrashingStore(IStore inner, CrashPoint crash) : WrappedStore(inner)
{
    public override async Task<IReadOnlyList<Engine.Citizens.CitizenKey>> SaveFiles(IReadOnlyList<FileChange> changes, CancellationToken cancellation)
    {
        crash.Pass("before-save");
        var overtaken = await base.SaveFiles(changes, cancellation);
        crash.Pass("after-save");
        return overtaken;
    }

    public override async Task<IReadOnlyList<Citizen>> TakeDue(DateTimeOffset now, int limit, TimeSpan lease, CancellationToken cancellation)
    {
        var due = await base.TakeDue(now, limit, lease, cancellation);
        if (due.Count > 0) crash.Pass("after-take");
        return due;
    }
}
