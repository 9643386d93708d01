using Proactive.Engine.Storage;
using Proactive.Sqlite;

namespace Proactive.Hosts.Tests;

/// <summary>Where the master key comes from, and what happens without the right one.</summary>
public sealed class MasterKeyTests : IDisposable
{
    const string Variable = "PROACTIVE_MASTER_KEY";
    const string CitizenVariable = "PROACTIVE_CITIZEN_KEY";

    readonly CommandLine _cli = new();

    string KeyFile => Path.Combine(_cli.Data, "master.key");

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task It_is_made_at_first_start_for_its_owner_only()
    {
        Assert.Equal(0, (await _cli.Know("dk-1")).ExitCode);
        Assert.Equal(MasterKey.Length, new FileInfo(KeyFile).Length);
        if (OperatingSystem.IsWindows()) return;
        foreach (var secret in new[] { "master.key", "citizen.key", "proactive.db" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_cli.Data, secret)));

        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("Warning: other users of this machine can read", (await _cli.Proactive("log")).Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_from_the_environment_goes_before_the_file_and_leaves_none()
    {
        _cli.Variables[Variable] = Convert.ToBase64String(new byte[MasterKey.Length]);
        Assert.Equal(0, (await _cli.Know("dk-1")).ExitCode);
        Assert.False(File.Exists(KeyFile));

        // Without the variable the store is refused, and no key is left that would be taken for the right one.
        _cli.Variables.Remove(Variable);
        var refused = await _cli.Proactive("log");
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains($"{Variable} is not set, and there is no ", refused.Talk, StringComparison.Ordinal);
        Assert.False(File.Exists(KeyFile));

        _cli.Variables[Variable] = Convert.ToBase64String([.. Enumerable.Repeat((byte)1, MasterKey.Length)]);
        refused = await _cli.Proactive("log");
        Assert.Contains($"it was written with the master key {new MasterKey(new byte[MasterKey.Length]).Id}", refused.Talk, StringComparison.Ordinal);
        Assert.Contains($"The one given is in {Variable}.", refused.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_secret_behind_the_citizen_keys_is_refused_because_everybody_would_get_a_second_file()
    {
        var own = Path.Combine(_cli.Data, "citizen.key");
        Assert.Equal(0, (await _cli.Know("dk-1")).ExitCode);
        _cli.Variables[CitizenVariable] = Convert.ToBase64String(new byte[32]);
        foreach (var command in new[] { new[] { "log" }, ["deliver"] })
        {
            var refused = await _cli.Proactive(command);
            Assert.Equal(3, refused.ExitCode);
            Assert.Contains($"it was written with another secret behind its citizen keys. Give it the one it was made with. The one given is in {CitizenVariable}.", refused.Talk, StringComparison.Ordinal);
        }

        // Nor is one made that would be taken for the right one.
        _cli.Variables.Remove(CitizenVariable);
        var secret = await File.ReadAllBytesAsync(own, TestContext.Current.CancellationToken);
        File.Delete(own);
        Assert.Contains($"{CitizenVariable} is not set, and there is no ", (await _cli.Proactive("log")).Talk, StringComparison.Ordinal);
        Assert.False(File.Exists(own));

        _cli.Variables[CitizenVariable] = Convert.ToBase64String(secret);
        Assert.Equal(0, (await _cli.Know("dk-2")).ExitCode);
    }

    [Theory]
    [InlineData("s3cret!")]
    [InlineData("czNjcmV0")]
    public async Task One_that_is_none_is_refused_and_not_echoed(string given)
    {
        _cli.Variables[Variable] = given;
        var refused = await _cli.Proactive("citizens", "import", "samples/citizens.csv");
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains($"{Variable} is not a master key: it has to be 32 bytes in base64", refused.Talk, StringComparison.Ordinal);
        Assert.DoesNotContain(given, refused.Talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_is_refused_while_one_has_the_store()
    {
        Assert.Equal(0, (await _cli.Know("dk-1")).ExitCode);
        await using (SqliteStore.Open(Path.Combine(_cli.Data, "proactive.db"), new BodyCodec(new MasterKey(await File.ReadAllBytesAsync(KeyFile, TestContext.Current.CancellationToken)))))
        {
            var refused = await _cli.Know("dk-2");
            Assert.Equal(3, refused.ExitCode);
            Assert.Contains("another process has it open", refused.Talk, StringComparison.Ordinal);
            Assert.Equal(0, (await _cli.Proactive("log")).ExitCode);
        }

        Assert.Equal(0, (await _cli.Know("dk-2")).ExitCode);
    }
}
