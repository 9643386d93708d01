using Proactive.Cli;

namespace Proactive.Hosts.Tests;

/// <summary>Approved rule files on their way into the rules folder.</summary>
public sealed class RuleWriterTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("proactive-rules-").FullName;

    string Place(string path) => Path.Combine(_folder, path);

    Task Write(string path, string? text, string folderEnding = "") => new RuleWriter(_folder + folderEnding).Write(new Dictionary<string, string?> { [path] = text }, CancellationToken.None);

    [Theory]
    [InlineData(""), InlineData("/")]
    public async Task A_file_takes_the_place_of_the_one_before_and_nothing_else_stays_behind(string folderEnding)
    {
        await Write("dk/moving/municipality.yaml", "old", folderEnding);
        await Write("dk/moving/municipality.yaml", "ny: å\n", folderEnding);
        Assert.Equal("ny: å\n", await File.ReadAllTextAsync(Place("dk/moving/municipality.yaml")));
        Assert.Single(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_file_without_a_text_goes_and_going_twice_is_fine()
    {
        await Write("dk/moving/municipality.yaml", "old");
        await Write("dk/moving/municipality.yaml", null);
        await Write("dk/never/there.yaml", null);
        Assert.Empty(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("../outside.yaml"), InlineData("dk/../../outside.yaml"), InlineData("/tmp/outside.yaml")]
    public async Task Nothing_is_written_outside_the_folder(string path)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Write(path, "text"));
        await Assert.ThrowsAsync<ArgumentException>(() => Write(path, null));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
