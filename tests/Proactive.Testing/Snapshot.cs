using System.Runtime.CompilerServices;

namespace Proactive.Testing;

/// <summary>Compares text with a reviewed file beside the test. A difference is written next to it as <c>.received.txt</c>, to be looked at and, if right, renamed.</summary>
public static class Snapshot
{
    public static void Matches(string actual, string name, [CallerFilePath] string test = "")
    {
        var reviewed = Path.Combine(Path.GetDirectoryName(test)!, $"{name}.txt");
        var received = Path.ChangeExtension(reviewed, ".received.txt");
        var expected = File.Exists(reviewed) ? File.ReadAllText(reviewed) : "";
        if (expected.ReplaceLineEndings("\n") == actual.ReplaceLineEndings("\n"))
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual.ReplaceLineEndings("\n"));
        throw new SnapshotException($"{Path.GetFileName(reviewed)} differs from what happened; compare it with {received}.\n{FirstDifference(expected, actual)}");
    }

    static string FirstDifference(string expected, string actual)
    {
        var (before, after) = (expected.ReplaceLineEndings("\n").Split('\n'), actual.ReplaceLineEndings("\n").Split('\n'));
        var line = before.Zip(after).TakeWhile(l => l.First == l.Second).Count();
        return $"line {line + 1}\n  reviewed: {before.ElementAtOrDefault(line) ?? "(end)"}\n  now:      {after.ElementAtOrDefault(line) ?? "(end)"}";
    }
}

/// <summary>A snapshot differs from the reviewed file.</summary>
public sealed class SnapshotException(string message) : Exception(message);
