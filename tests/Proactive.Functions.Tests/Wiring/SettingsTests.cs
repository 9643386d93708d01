using System.Security.Cryptography;
using Proactive.Functions.Wiring;
using Proactive.Testing;

namespace Proactive.Functions.Tests.Wiring;

/// <summary>Whoever sets the app up learns at once everything that is wrong, and no message repeats a secret.</summary>
public sealed class SettingsTests
{
    const string Secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTMyYnk=";

    /// <summary>As deployment sets it, with a relay.</summary>
    internal static Dictionary<string, string> Deployed => new()
    {
        ["AZURE_CLIENT_ID"] = "11111111-2222-3333-4444-555555555555",
        ["ServiceBus__fullyQualifiedNamespace"] = "example.servicebus.windows.net",
        ["ServiceBus__credential"] = "managedidentity",
        ["PROACTIVE_COSMOS_ENDPOINT"] = "https://example.documents.azure.com:443/",
        ["PROACTIVE_MASTER_KEY"] = Secret,
        ["PROACTIVE_CITIZEN_KEY"] = Secret,
        ["PROACTIVE_PUBLIC_URL"] = "https://notices.example.org/",
        ["PROACTIVE_SMTP_HOST"] = "relay.example.org",
        ["PROACTIVE_FROM"] = "Borgerservice <no-reply@example.org>",
        ["PROACTIVE_REPLY_TO"] = "help@example.org",
    };

    [Fact]
    public void What_deployment_sets_is_enough()
    {
        var (settings, problems) = Read(Deployed);
        Assert.Empty(problems);
        Assert.Equal("proactive", settings!.Cosmos.Database);
        Assert.NotNull(settings.Cosmos.Credential);
        Assert.Equal("Borgerservice", settings.Channels.Mail!.Relay.From.Name);
        Assert.Null(settings.Receipts);
        Assert.Null(settings.Telemetry.Insights);
    }

    [Fact]
    public void Everything_else_that_may_be_set()
    {
        using var key = RSA.Create(2048);
        var (settings, problems) = Read(With(
            ("PROACTIVE_COSMOS_DATABASE", "pilot"), ("PROACTIVE_LOG_DAYS", "365"), ("PROACTIVE_REJECTED_DAYS", "90"), ("PROACTIVE_RECEIPTS_SECRET", $"whsec_{Secret} whsec_{Secret}"),
            ("PROACTIVE_SMTP_PORT", "2525"), ("PROACTIVE_SMTP_OAUTH_USER", "no-reply@example.org"), ("PROACTIVE_SMTP_MAX_PER_SECOND", "30"), ("PROACTIVE_SMTP_CONNECTIONS", "4"),
            ("PROACTIVE_DKIM_DOMAIN", "example.org"), ("PROACTIVE_DKIM_SELECTOR", "s1"), ("PROACTIVE_DKIM_KEY", key.ExportRSAPrivateKeyPem().ReplaceLineEndings("\\n")),
            ("PROACTIVE_SMS_URL", "https://sms.example.org/"), ("PROACTIVE_SMS_SECRET", $"whsec_{Secret}"), ("PROACTIVE_SMS_FROM", "Kommunen"),
            ("PROACTIVE_DIGITAL_POST_URL", "https://post.example.org/"), ("PROACTIVE_DIGITAL_POST_SECRET", $"whsec_{Secret}"), ("PROACTIVE_DIGITAL_POST_FROM", "12345678 Borgerservice"),
            ("PROACTIVE_ONLY_TO", "@example.org"), ("PROACTIVE_INCLUDE_REVIEW", "true"), ("APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=x"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318")));
        Assert.Empty(problems);
        Assert.Equal(("pilot", 365d, 90d), (settings!.Cosmos.Database, settings.Cosmos.LogRetention!.Value.TotalDays, settings.Cosmos.RejectedRetention!.Value.TotalDays));
        Assert.Equal((2525, 30, 4), (settings.Channels.Mail!.Relay.Port, settings.Channels.Mail.Relay.MaxPerSecond!.Value, settings.Channels.Mail.Relay.MaxConnections));
        Assert.Equal("no-reply@example.org", settings.Channels.Mail.OAuth!.UserName);
        Assert.Single(settings.Channels.Mail.Dkim);
        Assert.Equal(("Kommunen", "12345678", "@example.org"), (settings.Channels.TextMessages!.From, settings.Channels.DigitalPost!.Value.Sender.Cvr, settings.Channels.Listed));
        Assert.True(settings is { IncludeReview: true, Receipts: not null, Telemetry: { Insights: not null, Identity: null, Collector: true } });
    }

    [Fact]
    public void Everything_that_is_missing_is_told_at_once() => Snapshot.Matches(string.Join('\n', Read([]).Problems), "Missing");

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_without_a_secret()
    {
        const string Wrong = "not-what-it-should-be";
        var all = With(
            ("ServiceBus__fullyQualifiedNamespace", $"{Wrong}/"), ("ServiceBus", $"{Wrong}={Secret}"), ("PROACTIVE_COSMOS_ENDPOINT", $"http://{Wrong}"), ("PROACTIVE_COSMOS_DATABASE", "a/b"),
            ("PROACTIVE_MASTER_KEY", "@Microsoft.KeyVault(SecretUri=https://vault.example.org/secrets/master-key)"), ("PROACTIVE_CITIZEN_KEY", $"{Secret}{Secret}"), ("PROACTIVE_PUBLIC_URL", Wrong),
            ("PROACTIVE_RECEIPTS_SECRET", Wrong), ("PROACTIVE_LOG_DAYS", Wrong), ("PROACTIVE_REJECTED_DAYS", "7"), ("PROACTIVE_INCLUDE_REVIEW", Wrong), ("PROACTIVE_FROM", Wrong), ("PROACTIVE_SMS_URL", "https://sms.example.org/"), ("PROACTIVE_SMS_SECRET", Wrong),
            ("PROACTIVE_SMS_FROM", "much too long a name"), ("PROACTIVE_DIGITAL_POST_URL", "https://post.example.org/"), ("PROACTIVE_DIGITAL_POST_FROM", Wrong));
        var problems = string.Join('\n', Read(all).Problems);
        Assert.DoesNotContain(Wrong, problems, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, problems, StringComparison.Ordinal);
        Snapshot.Matches(problems, "Wrong");
    }

    [Fact]
    public void What_is_wrong_with_mail_is_told_with_the_rest()
    {
        var problems = Read(With(("PROACTIVE_SMTP_USER", "user"), ("PROACTIVE_SMTP_PORT", "465"), ("PROACTIVE_DKIM_DOMAIN", "example.com"), ("PROACTIVE_DKIM_SELECTOR", "s1"), ("PROACTIVE_DKIM_KEY", Secret), ("PROACTIVE_DKIM_SELECTOR_2", "s2"), ("PROACTIVE_MASTER_KEY", "?"))).Problems;
        Assert.DoesNotContain(problems, p => p.Contains(Secret, StringComparison.Ordinal));
        Snapshot.Matches(string.Join('\n', problems), "WrongMail");
    }

    [Fact]
    public void Settings_print_no_secret()
    {
        var (settings, _) = Read(With(("PROACTIVE_SMTP_USER", "user"), ("PROACTIVE_SMTP_PASSWORD", Secret), ("PROACTIVE_RECEIPTS_SECRET", $"whsec_{Secret}")));
        foreach (var printed in new object[] { settings!, settings!.Channels, settings.Bus, settings.Cosmos, settings.Telemetry, settings.Channels.Mail!.Relay }) Assert.DoesNotContain(Secret, $"{printed}", StringComparison.Ordinal);
    }

    [Fact]
    public void By_connection_string_it_runs_against_the_emulators()
    {
        var local = Deployed;
        local.Remove("ServiceBus__fullyQualifiedNamespace");
        local.Remove("PROACTIVE_COSMOS_ENDPOINT");
        local["ServiceBus"] = "Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;";
        local["PROACTIVE_COSMOS_CONNECTION"] = $"AccountEndpoint=https://localhost:8081/;AccountKey={Secret};";
        var (settings, problems) = Read(local);
        Assert.Empty(problems);
        // An emulator speaks HTTP only.
        Assert.NotNull(settings!.Cosmos.HttpClient);
    }

    internal static (Settings? Settings, IReadOnlyList<string> Problems) Read(Dictionary<string, string> variables) => Settings.Read(variables.GetValueOrDefault);

    static Dictionary<string, string> With(params (string Name, string Value)[] changes)
    {
        var all = Deployed;
        foreach (var (name, value) in changes) all[name] = value;
        return all;
    }
}
