using System.Text.Json;

namespace Proactive.Cel.Tests.Conformance;

/// <summary>
/// The public conformance suite of the language, read from the folder named by CEL_CASES or from <c>../shared/cel</c> beside the
/// repository. The cases are not part of the repository; without them the test is skipped.
/// </summary>
public class ConformanceTests
{
    /// <summary>The figures by file; the project prints it after the run, because the test runner keeps the output of a test that passed to itself.</summary>
    static readonly string Figures = Path.Combine(AppContext.BaseDirectory, "conformance.txt");

    const int ShownFailures = 20;

    [Fact]
    public void The_language_passes_the_public_conformance_cases()
    {
        var folder = FindFolder();
        if (folder is null)
            Assert.Skip("No folder with conformance cases: CEL_CASES is not set and ../shared/cel does not exist.");
        var failures = new List<string>();
        var figures = new List<string>();
        var total = 0;
        foreach (var (file, cases) in Read(folder).GroupBy(c => c.File).Select(g => (g.Key, g.ToList())))
        {
            var failed = cases.Select(Run).OfType<string>().ToList();
            figures.Add($"{file}: {cases.Count - failed.Count}/{cases.Count}");
            failures.AddRange(failed);
            total += cases.Count;
        }
        figures.Add($"all: {total - failures.Count}/{total}");
        File.WriteAllLines(Figures, figures);
        Assert.True(failures.Count == 0, $"{failures.Count} cases failed:\n{string.Join("\n", failures.Take(ShownFailures))}\npassed by file:\n{string.Join("\n", figures)}");
    }

    static string? Run(ConformanceCase one)
    {
        try
        {
            return one.Run();
        }
        catch (Exception e)
        {
            return $"{one.Name}: {one.Expression} threw {e.GetType().Name}: {e.Message}";
        }
    }

    static IEnumerable<ConformanceCase> Read(string folder) =>
        from path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
        from file in JsonDocument.Parse(File.ReadAllText(path)).RootElement.EnumerateObject()
        from one in file.Value.EnumerateArray()
        select new ConformanceCase(file.Name, one.Clone());

    static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable("CEL_CASES") is { Length: > 0 } named)
            return Directory.Exists(named) ? named : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Proactive.sln")))
                return Path.Combine(folder.FullName, "..", "shared", "cel") is var found && Directory.Exists(found) ? found : null;
        return null;
    }
}
