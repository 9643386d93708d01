using System.Diagnostics;

namespace Proactive.CrashHost;

/// <summary>The place at which this process kills itself, and at which passing of it.</summary>
public sealed class CrashPoint(string name, int passing)
{
    int _passed;

    /// <summary>The places there are: each a boundary between two steps of which only one has happened then.</summary>
    public static readonly string[] Names = ["before-save", "after-save", "after-take", "before-deliver", "after-deliver"];

    public void Pass(string place)
    {
        if (place != name || Interlocked.Increment(ref _passed) != passing) return;
        // SIGKILL: no handler, no flush, no goodbye.
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
