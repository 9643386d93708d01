using System.Reflection;
using Proactive.Testing;

namespace Proactive.Engine.Tests;

/// <summary>Keeps the house as drawn: which project may know which, and which stage which.</summary>
public sealed class ArchitectureTests
{
    /// <summary>The stages in the order of the flow: each may use those before it.</summary>
    static readonly string[] Stages = ["Citizens", "Events", "Rules", "Journeys", "Notices", "Rendering", "Delivery", "Visits", "Oversight", "Storage"];

    /// <summary>What each project may reference.</summary>
    static readonly Dictionary<string, string[]> Projects = new()
    {
        ["Proactive.Cel"] = [],
        ["Proactive.Engine"] = ["Proactive.Cel"],
        ["Proactive.Channels"] = ["Proactive.Engine"],
        ["Proactive.Cosmos"] = ["Proactive.Engine"],
        ["Proactive.Sqlite"] = ["Proactive.Engine"],
        ["Proactive.Web"] = ["Proactive.Channels", "Proactive.Engine"],
        ["Proactive.Cli"] = ["Proactive.Channels", "Proactive.Cosmos", "Proactive.Sqlite", "Proactive.Web"],
        ["Proactive.Functions"] = ["Proactive.Channels", "Proactive.Cosmos", "Proactive.Engine"],
    };

    static readonly string Source = Path.Combine(Repository.Root, "src");

    // Is not built with the others, and kept to the same rules.
    static readonly string Functions = Path.Combine(Repository.Root, "functions");

    [Fact]
    public void Projects_reference_only_what_the_house_allows()
    {
        foreach (var file in Directory.GetFiles(Source, "*.csproj", SearchOption.AllDirectories).Concat(Directory.GetFiles(Functions, "*.csproj")))
        {
            var references = File.ReadAllLines(file).Where(l => l.Contains("<ProjectReference", StringComparison.Ordinal))
                .Select(l => Path.GetFileNameWithoutExtension(l.Split('"')[1].Replace('\\', '/')));
            Assert.Equal(Projects[Path.GetFileNameWithoutExtension(file)].Order(), references.Order());
        }
    }

    public static TheoryData<string> StageNames => [.. Stages];

    [Theory, MemberData(nameof(StageNames))]
    public void A_stage_uses_only_itself_and_the_stages_before_it(string stage)
    {
        var later = Stages.SkipWhile(s => s != stage).Skip(1).Append("Rehearsal").Select(s => $"Proactive.Engine.{s}").ToList();
        var offences = EngineTypes.Where(t => t.Namespace == $"Proactive.Engine.{stage}")
            .SelectMany(t => TypesUsedBy(t).Where(u => later.Contains(u.Namespace!)).Select(u => $"{t.Name} uses {u.FullName}"))
            .Distinct().ToList();
        Assert.Empty(offences);
    }

    [Fact]
    public void Every_folder_of_the_engine_is_a_stage()
    {
        var folders = Directory.GetDirectories(Path.Combine(Source, "Proactive.Engine")).Select(Path.GetFileName).Except(["bin", "obj"]);
        Assert.Equal(Stages.Append("Rehearsal").Order(), folders.Order());
    }

    [Fact]
    public void The_engine_and_the_language_do_no_input_or_output()
    {
        string[] forbidden = ["System.Net.", "System.IO.File", "System.Diagnostics.Process", "System.Console"];
        var offences = EngineTypes.Where(t => t.Name != nameof(ContentFolder))
            .SelectMany(t => TypesUsedBy(t).Where(u => forbidden.Any(f => u.FullName!.StartsWith(f, StringComparison.Ordinal))).Select(u => $"{t.Name} uses {u.FullName}"));
        Assert.Empty(offences.Distinct());
    }

    [Fact]
    public void Types_are_sealed_static_or_abstract()
    {
        var open = EngineTypes.Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false } && !t.Name.Contains('<', StringComparison.Ordinal)).Select(t => t.FullName);
        Assert.Empty(open);
    }

    [Fact]
    public void Folders_are_at_most_two_deep_and_hold_more_than_one_file()
    {
        foreach (var folder in SourceFolders())
        {
            var depth = Path.GetRelativePath(folder.StartsWith(Functions, StringComparison.Ordinal) ? Repository.Root : Source, folder).Split(Path.DirectorySeparatorChar).Length - 1;
            Assert.True(depth <= 2, $"{folder} is {depth} deep");
            Assert.True(depth == 0 || Directory.GetFiles(folder, "*.cs").Length != 1, $"{folder} holds one file");
        }
    }

    [Fact]
    public void Files_are_short_and_named_for_what_they_are()
    {
        string[] emptyNames = ["Service", "Manager", "Helper", "Helpers", "Util", "Utils", "Common", "Base", "Impl"];
        var lengths = new List<int>();
        foreach (var file in SourceFolders().SelectMany(f => Directory.GetFiles(f, "*.cs")))
        {
            var length = File.ReadLines(file).Count();
            lengths.Add(length);
            Assert.True(length <= 400 || file.EndsWith("Parser.cs", StringComparison.Ordinal), $"{file} has {length} lines");
            Assert.DoesNotContain(emptyNames, n => Path.GetFileNameWithoutExtension(file).EndsWith(n, StringComparison.Ordinal));
        }

        lengths.Sort();
        Assert.InRange(lengths[lengths.Count / 2], 0, 60);
        Assert.InRange(lengths[lengths.Count * 95 / 100], 0, 200);
    }

    static Type[] EngineTypes => typeof(Flow).Assembly.GetTypes();

    static IEnumerable<string> SourceFolders() => new[] { Source, Functions }.SelectMany(root => Directory.GetDirectories(root, "*", SearchOption.AllDirectories)).Append(Functions).Where(d => !$"{d}/".Contains("/bin/", StringComparison.Ordinal) && !$"{d}/".Contains("/obj/", StringComparison.Ordinal));

    // Everything a type's members and the bodies of its methods mention.
    static IEnumerable<Type> TypesUsedBy(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var used = new List<Type?> { type.BaseType };
        used.AddRange(type.GetInterfaces());
        used.AddRange(type.GetFields(All).Select(f => f.FieldType));
        foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
        {
            used.AddRange(method.GetParameters().Select(p => p.ParameterType));
            if (method is MethodInfo { ReturnType: var returned }) used.Add(returned);
            used.AddRange(method.GetMethodBody()?.LocalVariables.Select(v => v.LocalType) ?? []);
            used.AddRange(MethodBodies.TypesMentionedIn(method));
        }

        return used.OfType<Type>().SelectMany(Unwrap).Where(t => t is { IsGenericParameter: false, Namespace: not null, FullName: not null });
    }

    static IEnumerable<Type> Unwrap(Type type)
    {
        if (type.HasElementType) return Unwrap(type.GetElementType()!);
        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Unwrap).Append(type.GetGenericTypeDefinition()) : [type];
    }
}
