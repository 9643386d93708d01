using System.Text.Json;
using System.Text.RegularExpressions;
using Proactive.Testing;

namespace Proactive.Hosts.Tests;

/// <summary>What <c>deploy/</c> sets up is what the programs expect. Its templates are held to Azure by Azure alone.</summary>
public sealed class DeployTests
{
    const string Setting = @"\b(PROACTIVE_[A-Z_]*[A-Z])\b";

    public static TheoryData<string> Templates => [.. DeployFiles.Templates];

    [Theory, MemberData(nameof(Templates))]
    public void Every_parameter_and_variable_is_used_and_every_bracket_is_closed(string template)
    {
        var code = DeployFiles.Code(template);
        foreach (var name in DeployFiles.All(code, @"^(?:param|var) (\w+)")) Assert.True(Regex.Count(code, $@"\b{name}\b") > 1, $"{name} in {template} is not used");
        var bare = Regex.Replace(code, @"'(\\.|[^'\\\n])*'", "");
        foreach (var (open, close) in new[] { ('{', '}'), ('[', ']'), ('(', ')') }) Assert.Equal(bare.Count(c => c == open), bare.Count(c => c == close));
    }

    [Fact]
    public void Every_module_is_there_is_used_and_is_given_what_it_asks_for()
    {
        var main = DeployFiles.Code("main.bicep");
        var modules = DeployFiles.All(main, @"^module \w+ '([\w.]+)'");
        Assert.Equal(DeployFiles.Templates.Except(["main.bicep"]), modules.Order(StringComparer.Ordinal));
        foreach (var module in modules)
        {
            var given = DeployFiles.All(Regex.Match(main, $@"^module \w+ '{Regex.Escape(module)}'.*?^}}", RegexOptions.Multiline | RegexOptions.Singleline).Value, @"^    (\w+):");
            Assert.Equal(DeployFiles.All(DeployFiles.Code(module), @"^param (\w+)").Order(StringComparer.Ordinal), given.Order(StringComparer.Ordinal));
        }

        foreach (Match output in Regex.Matches(main, @"\b(\w+)\.outputs\.(\w+)"))
        {
            var module = Regex.Match(main, $@"^module {output.Groups[1].Value} '([\w.]+)'", RegexOptions.Multiline).Groups[1].Value;
            Assert.Contains(output.Groups[2].Value, DeployFiles.All(DeployFiles.Code(module), @"^output (\w+)"));
        }
    }

    [Fact]
    public void Containers_come_from_the_file_that_is_compiled_into_the_store()
    {
        var store = DeployFiles.Code("store.bicep");
        Assert.Contains("loadJsonContent('../src/Proactive.Cosmos/containers.json')", store, StringComparison.Ordinal);
        using var containers = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "src/Proactive.Cosmos/containers.json")));
        Assert.NotEmpty(containers.RootElement.EnumerateArray());
        foreach (var container in containers.RootElement.EnumerateArray())
            foreach (var used in DeployFiles.All(store, @"\bdefinition\.(\w+)")) Assert.True(container.TryGetProperty(used, out _), $"{container} has no {used}");
    }

    [Fact]
    public void Queues_are_those_the_functions_listen_to()
    {
        var queues = DeployFiles.All(DeployFiles.Code("queues.bicep"), @"^  parent: bus\s+name: '([\w-]+)'");
        Assert.Equal(["registry-events", "wake-ups"], queues);
        var functions = DeployFiles.CodeIn("functions");
        foreach (var queue in queues) Assert.Contains($"\"{queue}\"", functions, StringComparison.Ordinal);
        Assert.Contains("\"ServiceBus\"", functions, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_is_one_that_its_program_reads()
    {
        AssertRead(DeployFiles.All(DeployFiles.Code("doors.bicep"), Setting), "src");
        AssertRead(DeployFiles.All(DeployFiles.Code("functions.bicep") + DeployFiles.Text("secrets.json"), Setting), "functions", "src");
        AssertRead(DeployFiles.All(DeployFiles.Text("README.md"), Setting), "functions", "src");
    }

    [Fact]
    public async Task The_doors_are_started_with_options_that_serve_has()
    {
        using var commandLine = new CommandLine();
        var help = await commandLine.Proactive("serve", "--help");
        var options = DeployFiles.All(DeployFiles.Code("doors.bicep") + DeployFiles.Text("Containerfile").Split("ENTRYPOINT")[^1], @"['""](--[\w-]+)['""]");
        Assert.Contains("--behind-proxy", options);
        foreach (var option in options) Assert.Contains(option, help.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_entered_with_a_key_and_no_secret_passes_through()
    {
        var all = string.Join('\n', DeployFiles.Templates.Select(DeployFiles.Code));
        foreach (var word in new[] { "listKeys", "listSecrets", "accountKey", "sharedKey", "@secure", "SharedAccessKey", "AccountKey=", "disableLocalAuth: false", "DisableLocalAuth: false", "allowSharedKeyAccess: true", "adminUserEnabled: true" })
            Assert.DoesNotContain(word, all, StringComparison.Ordinal);
        foreach (var (type, off) in new[]
        {
            ("Microsoft.DocumentDB/databaseAccounts@", "disableLocalAuth: true"), ("Microsoft.ServiceBus/namespaces@", "disableLocalAuth: true"), ("Microsoft.Storage/storageAccounts@", "allowSharedKeyAccess: false"),
            ("Microsoft.ContainerRegistry/registries@", "adminUserEnabled: false"), ("Microsoft.Insights/components@", "DisableLocalAuth: true"), ("Microsoft.OperationalInsights/workspaces@", "disableLocalAuth: true"),
        })
        {
            var made = Regex.Matches(all, $@"^resource \w+ '{Regex.Escape(type)}[\d-]+' = {{.*?^}}", RegexOptions.Multiline | RegexOptions.Singleline);
            Assert.NotEmpty(made);
            Assert.All(made, resource => Assert.Contains(off, resource.Value, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_image_is_not_root_and_knows_languages_and_time_zones()
    {
        var last = DeployFiles.Text("Containerfile").Split("\nFROM ")[^1];
        Assert.StartsWith("mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra ", last, StringComparison.Ordinal);
        var user = Regex.Match(last, @"^USER (\d+)$", RegexOptions.Multiline).Groups[1].Value;
        Assert.Equal(user, Regex.Match(DeployFiles.Code("doors.bicep"), @"^var user = (\d+)", RegexOptions.Multiline).Groups[1].Value);
        Assert.NotEqual("0", user);
    }

    [Fact]
    public void What_an_image_is_built_from_is_let_in_and_nothing_else()
    {
        var lets = File.ReadAllLines(Path.Combine(Repository.Root, ".dockerignore"));
        Assert.Equal("*", lets.First(l => !l.StartsWith('#')));
        string[] needed = [.. DeployFiles.All(DeployFiles.Text("Containerfile"), @"^COPY ([\w./-]+) /"), "src", "templates", "samples", "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig"];
        foreach (var path in needed) Assert.Contains($"!{path}", lets);
        foreach (var path in lets.Where(l => l.StartsWith('!')).Select(l => Path.Combine(Repository.Root, l[1..]))) Assert.True(Path.Exists(path), path);
    }

    [Fact]
    public void The_commands_name_parameters_and_secrets_that_there_are()
    {
        var read = DeployFiles.Text("README.md");
        var parameters = DeployFiles.All(DeployFiles.Code("main.bicep"), @"^param (\w+)");
        foreach (var given in DeployFiles.All(read, @"^ {2,}(\w+)=.*\\?$")) Assert.Contains(given, parameters);
        using var secrets = JsonDocument.Parse(DeployFiles.Text("secrets.json"));
        foreach (var secret in secrets.RootElement.EnumerateObject()) Assert.Contains($"`{secret.Name}`", read, StringComparison.Ordinal);
        foreach (var made in DeployFiles.All(read, @"secret set .*--name ([\w-]+)")) Assert.True(made == "sources" || secrets.RootElement.TryGetProperty(made, out _), made);
    }

    static void AssertRead(IReadOnlyList<string> settings, params string[] folders)
    {
        Assert.NotEmpty(settings);
        var code = DeployFiles.CodeIn(folders);
        // Some are put together from parts: numbered ones, and those of the store, whose reader says what they are.
        foreach (var setting in settings) Assert.True(new[] { $"\"{setting}\"", $"\"{setting}{{", $"{setting}</c>" }.Any(written => code.Contains(written, StringComparison.Ordinal)), $"{setting} is read by nobody in {string.Join(", ", folders)}");
    }
}
