using System.Text;
using Proactive.Cli.Citizens;

namespace Proactive.Hosts.Tests;

/// <summary>What the proof of an erasure rests on: bytes are found wherever they are.</summary>
public sealed class ByteSearchTests : IDisposable
{
    const int Chunk = 1 << 20;

    readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    ByteSearch Search(byte[] bytes, params Needle[] needles)
    {
        File.WriteAllBytes(_file, bytes);
        var search = new ByteSearch(needles);
        search.Search(_file);
        return search;
    }

    [Fact]
    public void A_text_is_found_at_every_place_near_the_edge_of_a_chunk()
    {
        var needle = Needle.Of("the id", "dk-1001");
        foreach (var at in new[] { 0, Chunk - 8, Chunk - 7, Chunk - 3, Chunk, Chunk + 1, Chunk + 8, (2 * Chunk) - 2, (2 * Chunk) + 20 })
        {
            var bytes = new byte[(2 * Chunk) + 27];
            "dk-1001"u8.CopyTo(bytes.AsSpan(at));
            var search = Search(bytes, needle);
            Assert.Equal($"the id in {_file} at byte {at}", Assert.Single(search.Hits));
            Assert.Equal((1, bytes.Length), (search.Files, search.Bytes));
        }
    }

    [Fact]
    public void A_longer_id_is_somebody_else_wherever_it_stands()
    {
        foreach (var at in new[] { 0, Chunk - 8, Chunk - 7, Chunk - 1, Chunk, Chunk + 7, Chunk + 8 })
        {
            var bytes = new byte[Chunk + 100];
            "dk-10011"u8.CopyTo(bytes.AsSpan(at));
            Assert.Empty(Search(bytes, Needle.Of("the id", "dk-1001")).Hits);
        }
    }

    [Theory]
    [InlineData("Sørensen")]
    [InlineData("S\\u00f8rensen")]
    [InlineData("S=C3=B8rensen")]
    public void A_name_is_found_however_it_is_written(string written) =>
        Assert.Single(Search(Encoding.UTF8.GetBytes($"To: {written} <"), Needle.Of("the name", "Sørensen")).Hits);

    [Fact]
    public void Bytes_are_found_inside_others() =>
        Assert.Single(Search("xyzKEYabc"u8.ToArray(), Needle.Of("the data key", "KEY"u8.ToArray())).Hits);
}
