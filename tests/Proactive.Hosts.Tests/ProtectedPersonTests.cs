namespace Proactive.Hosts.Tests;

public sealed class ProtectedPersonTests : IDisposable
{
    readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Whether_an_address_is_protected_is_imported_and_anything_but_true_or_false_is_a_problem()
    {
        var file = Path.Combine(_cli.Data, "persons.csv");
        await File.WriteAllTextAsync(file, "id,birthDate,protected\np-1,1987-05-14,true\np-2,1987-05-14,false\np-3,1987-05-14,\np-4,1987-05-14,yes\n");
        var run = await _cli.Proactive("citizens", "import", file);
        Assert.Equal(["imported   3", "failed     1", "erased     0"], run.Lines);
        Assert.Contains("'protected' must be true, false or empty", run.Talk, StringComparison.Ordinal);
    }
}
