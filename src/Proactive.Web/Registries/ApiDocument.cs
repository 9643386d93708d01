using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Proactive.Web.Registries;

/// <summary>The OpenAPI document of everything that programs use. Written by hand, and held by tests to what the routes do.</summary>
static class ApiDocument
{
    const string Name = "openapi.json";

    public static IResult Answer { get; } = Results.Text(Read(), "application/json; charset=utf-8");

    /// <summary>Says that programs use the route, so it stands in the document.</summary>
    public static TBuilder ForMachines<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new MachineRoute());

    static string Read()
    {
        using var stream = typeof(ApiDocument).Assembly.GetManifestResourceStream(Name) ?? throw new InvalidOperationException($"The program lacks its part {Name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>Marks a route that programs use.</summary>
sealed record MachineRoute;
