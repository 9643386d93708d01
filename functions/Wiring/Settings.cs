using Azure.Core;
using Azure.Identity;
using Proactive.Cosmos;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Storage;

namespace Proactive.Functions.Wiring;

/// <summary>What the app is told by its environment, read and checked as one: whoever sets it up learns at once everything that is wrong.</summary>
sealed record Settings
{
    public required CosmosOptions Cosmos { get; init; }

    public required MasterKey MasterKey { get; init; }

    public required CitizenKeys Keys { get; init; }

    public required BusEntrance Bus { get; init; }

    public required ChannelSettings Channels { get; init; }

    /// <summary>Where citizens reach <c>proactive serve</c>; null: messages carry no links to it.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>With which receipts are signed; null: none are taken.</summary>
    public WebhookSignature? Receipts { get; init; }

    /// <summary>Whether steps whose facts are still in review are told to citizens.</summary>
    public bool IncludeReview { get; init; }

    public required TelemetryTarget Telemetry { get; init; }

    /// <summary>The settings, or everything that is wrong with them, a sentence each.</summary>
    public static (Settings? Settings, IReadOnlyList<string> Problems) Read(Func<string, string?> variable)
    {
        var given = new Variables(variable);
        var identity = new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = given.Text("ServiceBus__clientId") ?? given.Text("AZURE_CLIENT_ID") });
        var settings = new Settings
        {
            Cosmos = ReadCosmos(given, identity),
            MasterKey = new MasterKey(given.Secret("PROACTIVE_MASTER_KEY", MasterKey.Length, "what the store is encrypted with")),
            Keys = new CitizenKeys(given.Secret("PROACTIVE_CITIZEN_KEY", 32, "the secret behind the citizen keys, the same for the life of the store")),
            Bus = BusEntrance.Read(given, identity),
            Channels = ChannelSettings.Read(given, identity),
            PublicUrl = given.Address("PROACTIVE_PUBLIC_URL"),
            Receipts = ReadReceipts(given),
            IncludeReview = given.Flag("PROACTIVE_INCLUDE_REVIEW"),
            Telemetry = TelemetryTarget.Read(given, identity),
        };
        return given.Problems.Count == 0 ? (settings, []) : (null, given.Problems);
    }

    // Read as the command line reads it, so that both open the same store.
    static CosmosOptions ReadCosmos(Variables given, TokenCredential identity)
    {
        var options = new CosmosOptions();
        try
        {
            options = CosmosOptions.Read(given.Text) with { Credential = identity };
        }
        catch (ArgumentException problem)
        {
            given.Wrong(problem.Message);
            // Of the rest, everything is still to be told.
            options = options with { Endpoint = new Uri("https://localhost/"), Database = given.Text("PROACTIVE_COSMOS_DATABASE") ?? options.Database };
        }

        if (given.Number("PROACTIVE_LOG_DAYS") is { } log) options = options with { LogRetention = TimeSpan.FromDays(log) };
        if (given.Number("PROACTIVE_REJECTED_DAYS") is { } rejected) options = options with { RejectedRetention = TimeSpan.FromDays(rejected) };
        given.Wrong("The store (PROACTIVE_COSMOS_…, PROACTIVE_LOG_DAYS, PROACTIVE_REJECTED_DAYS)", options.Problems());
        return options;
    }

    static WebhookSignature? ReadReceipts(Variables given)
    {
        const string Name = "PROACTIVE_RECEIPTS_SECRET";
        var secrets = given.List(Name);
        var problems = secrets.Select(WebhookSignature.ProblemOf).OfType<string>().Distinct().ToList();
        given.Wrong(Name, problems);
        return secrets.Count > 0 && problems.Count == 0 ? new WebhookSignature(secrets) : null;
    }

    // A generated text would print keys.
    public override string ToString() => "settings";
}
