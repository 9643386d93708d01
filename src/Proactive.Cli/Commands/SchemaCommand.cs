using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Proactive.Cel;
using Proactive.Cli.Output;
using Proactive.Engine.Events;
using Proactive.Engine.Rules;

namespace Proactive.Cli.Commands;

/// <summary><c>proactive rules schema TYPE</c>: the JSON Schema of an event type, for registries.</summary>
sealed class SchemaCommand
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly Argument<string?> _type = new("type") { Description = "An event type, e.g. dk.cpr.person-moved.v1", Arity = ArgumentArity.ZeroOrOne };
    readonly Option<string?> _all = new("--all") { Description = "Write the schema of every event type into this folder instead, a file each" };
    readonly Option<string> _format = Format.Option();

    public static Command Create(Settings settings)
    {
        var schema = new SchemaCommand();
        var command = new Command("schema", "Print the JSON Schema (2020-12) of an event type; --format json puts it on one line") { schema._type, schema._all, schema._format };
        command.SetAction(parsed => schema.Run(parsed, settings));
        return command;
    }

    int Run(ParseResult parsed, Settings settings)
    {
        var (name, folder, json) = (parsed.GetValue(_type), parsed.GetValue(_all), parsed.GetValue(_format) == "json");
        if (name is null == folder is null) throw new CommandFailure(ExitCode.Usage, "Name one event type, or say --all DIR.");
        var types = Content.LoadRules(Content.RuleFolder(parsed, settings)).EventTypes;
        if (folder is not null)
        {
            WriteAll(types.Values, folder, json);
            return ExitCode.Fine;
        }

        if (!types.TryGetValue(name!, out var type)) throw new CommandFailure(ExitCode.Usage, Unknown(name!, types.Keys));
        if (json) Format.JsonLine(EventSchema.Of(type));
        else Console.Out.WriteLine(EventSchema.Of(type).ToJsonString(Indented));
        return ExitCode.Fine;
    }

    static void WriteAll(IEnumerable<EventType> types, string folder, bool json)
    {
        Directory.CreateDirectory(folder);
        foreach (var type in types.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            // A type's name is whatever its author wrote; as a file name it stays inside the folder.
            var name = string.Concat(type.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_'));
            var path = Path.Combine(folder, $"{name}.schema.json");
            File.WriteAllText(path, EventSchema.Of(type).ToJsonString(Indented) + "\n");
            if (json) Format.JsonLine(new { type = type.Name, file = path });
            else Console.Out.WriteLine(path);
        }
    }

    static string Unknown(string name, IEnumerable<string> known)
    {
        var meant = Closest.To(name, known) ?? known.FirstOrDefault(k => k.Contains(name, StringComparison.OrdinalIgnoreCase));
        return $"There is no event type {name}; {(meant is null ? $"there are {string.Join(", ", known.Order(StringComparer.Ordinal))}." : $"did you mean {meant}?")}";
    }
}
