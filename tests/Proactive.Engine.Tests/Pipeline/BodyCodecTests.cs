using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Storage;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Pipeline;

public sealed class BodyCodecTests
{
    static readonly CitizenKey Key = new("0123");
    static readonly BodyCodec Codec = new(new MasterKey(new byte[MasterKey.Length]));

    [Fact]
    public void A_file_comes_back_with_everything_that_is_in_it()
    {
        var file = (CitizenFile)Made(typeof(CitizenFile), new Count()) with { Key = Key };
        Assert.Equal(Text(file), Text(Kept(file)));
    }

    [Fact]
    public void What_a_file_does_not_say_is_not_said_when_it_comes_back()
    {
        var file = (CitizenFile)Made(typeof(CitizenFile), new Count()) with { Key = Key };
        var bare = file with
        {
            Events = [file.Events[0] with { Time = null, Contributions = null }],
            Journeys = [file.Journeys[0] with { Steps = [file.Journeys[0].Steps[0] with { Opens = null, Due = null, Reminders = [], DoneAt = null, RemindedAt = null }] }],
            Notices = [file.Notices[0] with { Step = null, Reason = null, Channel = null, SentAt = null, ResentAt = null }],
            Attempts = [file.Attempts[0] with { Detail = null }],
        };
        Assert.Equal(Text(bare), Text(Kept(bare)));
    }

    [Fact]
    public void A_body_that_a_newer_program_wrote_is_refused()
    {
        var key = Codec.NewDataKey(Key);
        var problem = Assert.Throws<InvalidDataException>(() => Codec.DecodeFile(Key, key, key.Encrypt([99, 1], $"file {Key}")));
        Assert.Contains("Run the newer program", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_breaks_off_is_refused()
    {
        var key = Codec.NewDataKey(Key);
        var body = FileBody.Write((CitizenFile)Made(typeof(CitizenFile), new Count()));
        for (var length = 0; length < body.Length; length++)
        {
            var broken = key.Encrypt(body.AsSpan(0, length), $"file {Key}");
            Assert.Throws<InvalidDataException>(() => Codec.DecodeFile(Key, key, broken));
        }
    }

    // Written by the programs of their time, from the file with every kind of record in it.
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void A_body_that_an_older_program_wrote_is_read_and_lacks_what_came_later(int form)
    {
        var body = Convert.FromBase64String(File.ReadAllText(Path.Combine(Repository.Root, "tests/Proactive.Engine.Tests/Pipeline", $"Form{form}.txt")));
        Assert.Equal(form, body[0]);
        var expected = CitizenFiles.Rich(CitizenFiles.Key(1)) with { WakeUp = null };
        if (form < 3) expected = expected with { Links = [], Ticks = [], Choices = [], Answers = [], Objections = [] };
        if (form < 2) expected = expected with { OptOuts = [], Doubts = [], Attempts = expected.Attempts.RemoveAll(a => a.Result == AttemptResult.Bounced) };
        Assert.Equal(CitizenFiles.Describe(expected), CitizenFiles.Describe(FileBody.Read("a file", body)));
    }

    [Fact]
    public void A_file_that_was_kept_before_as_JSON_lacks_what_came_later()
    {
        var older = Codec.DecodeUnencryptedFile(Key, """{"key":"0123","version":4,"events":[],"journeys":[],"notices":[],"attempts":[]}"""u8);
        Assert.Equal(Text(CitizenFile.Empty(Key) with { Version = 4 }), Text(older));
    }

    static CitizenFile Kept(CitizenFile file)
    {
        var key = Codec.NewDataKey(Key);
        return Codec.DecodeFile(Key, key, Codec.Encode(file, key));
    }

    static string Text(CitizenFile file) => JsonSerializer.Serialize(file);

    // Two of each list, and every value another one, so that none can be forgotten or exchanged for another.
    static object Made(Type type, Count count)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var number = count.Next();
        if (type == typeof(string)) return $"text {number}";
        if (type == typeof(bool)) return true;
        if (type == typeof(int)) return number;
        if (type == typeof(long)) return (long)number;
        if (type == typeof(DateOnly)) return new DateOnly(2026, 1, 1).AddDays(number);
        if (type == typeof(TimeOnly)) return new TimeOnly(0, 0).Add(TimeSpan.FromTicks(number * 1_000_000_007L));
        if (type == typeof(TimeSpan)) return TimeSpan.FromTicks(-number);
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromMinutes(-number)).AddTicks(number);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(number % Enum.GetValues(type).Length)!;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)) return List(type.GetGenericArguments()[0], count);
        var constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(p => Made(p.ParameterType, count))]);
    }

    static object List(Type element, Count count)
    {
        var values = Array.CreateInstance(element, 2);
        for (var i = 0; i < 2; i++) values.SetValue(Made(element, count), i);
        return typeof(BodyCodecTests).GetMethod(nameof(Fixed), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(element).Invoke(null, [values])!;
    }

    static ImmutableArray<T> Fixed<T>(T[] values) => [.. values];

    sealed class Count
    {
        int _last;

        public int Next() => ++_last;
    }
}
