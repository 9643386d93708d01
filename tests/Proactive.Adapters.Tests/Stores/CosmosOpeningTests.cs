using Azure.Core;
using Azure.Identity;
using Microsoft.Azure.Cosmos;
using Proactive.Cosmos;
using Proactive.Engine.Storage;
using Proactive.Testing.Cosmos;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

/// <summary>What the store says where it cannot be opened.</summary>
public sealed class CosmosOpeningTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_the_accounts_key_everything_that_is_missing_is_made_and_another_process_finds_it()
    {
        await using var world = await CosmosWorld.Begin();
        await world.Fill();
        var told = await world.Describe();
        await using var again = await CosmosStore.Open(world.Options, Codec, null, Stop);
        Assert.Equal(told, await CosmosWorld.Describe(again));
    }

    [Fact]
    public async Task With_an_identity_containers_that_are_not_there_are_asked_of_the_deployment()
    {
        var server = new CosmosServer();
        Assert.Equal(
            "The store cosmos proactive at cosmos.test could not be opened: the database or a container is not there (404). deploy/main.bicep makes them.",
            (await Refused(Identity(server))).Message);

        await using (var store = await CosmosStore.Open(Key(server), Codec, null, Stop)) await store.KeepNote("hold", "x", Stop);
        await using var entered = await CosmosStore.Open(Identity(server), Codec, null, Stop);
        Assert.Equal("x", await entered.FindNote("hold", Stop));
    }

    [Fact]
    public async Task Without_a_token_it_is_said_who_has_to_be_somebody()
    {
        var refused = await Refused(Identity(new CosmosServer()) with { Credential = new NoIdentity() });
        Assert.Contains("there is no token for it", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_master_key_is_refused_and_the_right_one_named()
    {
        var server = new CosmosServer();
        await (await CosmosStore.Open(Key(server), Codec, null, Stop)).DisposeAsync();
        var other = new BodyCodec(new MasterKey([.. Enumerable.Repeat((byte)7, MasterKey.Length)]));
        var refused = await Assert.ThrowsAsync<StoreException>(() => CosmosStore.Open(Key(server), other, null, Stop));
        Assert.Equal(StoreFault.WrongMasterKey, refused.Fault);
        Assert.Contains($"written with the master key {Codec.MasterKeyId}, and the one given is {other.MasterKeyId}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_of_a_newer_program_is_refused()
    {
        var server = new CosmosServer();
        await (await CosmosStore.Open(Key(server), Codec, null, Stop)).DisposeAsync();
        using var client = Client(server);
        await client.GetContainer("proactive", "records").UpsertItemAsync(new { id = "store", kind = "store", schema = 2, masterKey = Codec.MasterKeyId }, cancellationToken: Stop);
        Assert.Contains("it has schema version 2 and this program knows versions up to 1", (await Refused(Key(server))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/kind", -1, "is partitioned by /kind and not by /id")]
    [InlineData("/id", null, "has time to live switched off")]
    public async Task A_container_that_is_not_as_the_store_needs_it_is_named(string partitionKey, int? ttl, string told)
    {
        var server = new CosmosServer();
        using var client = Client(server);
        var database = (await client.CreateDatabaseAsync("proactive", cancellationToken: Stop)).Database;
        await database.CreateContainerAsync(new ContainerProperties("citizens", partitionKey) { DefaultTimeToLive = ttl }, cancellationToken: Stop);
        var refused = await Refused(Key(server));
        Assert.Contains($"its container 'citizens' {told}", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=localhost;Password=secret")]
    [InlineData("AccountEndpoint=https://x.test/;AccountKey=secret!")]
    [InlineData("")]
    public async Task A_connection_string_that_is_none_is_not_repeated(string connection)
    {
        var refused = await Refused(Key(new CosmosServer()) with { ConnectionString = connection });
        Assert.Contains("the connection string is not one", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_nobody_answers_for_is_told_of()
    {
        var server = new CosmosServer { Faults = _ => Fault.LostRequest };
        var refused = await Refused(Key(server));
        Assert.Equal(("be opened", StoreFault.Busy), (refused.Operation, refused.Fault));
    }

    [Fact]
    public void Options_that_cannot_work_are_told_in_sentences_and_their_text_has_no_key()
    {
        Assert.Empty(Key(new CosmosServer()).Problems());
        Assert.Empty(Identity(new CosmosServer()).Problems());
        Assert.Equal("Either the connection string or the endpoint has to be given, and not both.", Assert.Single(new CosmosOptions().Problems()));
        Assert.Single((Key(new CosmosServer()) with { Endpoint = new Uri("https://x.test") }).Problems());
        Assert.Contains("a token would be sent in clear", Assert.Single(new CosmosOptions { Endpoint = new Uri("http://x.test") }.Problems()), StringComparison.Ordinal);
        Assert.Empty(new CosmosOptions { Endpoint = new Uri("http://localhost:8081") }.Problems());
        var none = new CosmosOptions
        {
            ConnectionString = "x", Database = "a/b", LogRetention = TimeSpan.FromHours(1), RejectedRetention = TimeSpan.FromDays(8), AtOnce = 0, Tries = -1,
        };
        Assert.Equal(5, none.Problems().Count);
        Assert.DoesNotContain("Key=", $"{Key(new CosmosServer())}", StringComparison.Ordinal);
    }

    static CosmosOptions Key(CosmosServer server) => new() { ConnectionString = CosmosServer.ConnectionString, HttpClient = server.Client, Pause = TimeSpan.FromMilliseconds(1), Tries = 1 };

    static CosmosOptions Identity(CosmosServer server) => new() { Endpoint = new Uri("https://cosmos.test"), Credential = new SomeIdentity(), HttpClient = server.Client, Pause = TimeSpan.FromMilliseconds(1) };

    static CosmosClient Client(CosmosServer server) =>
        new(CosmosServer.ConnectionString, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, HttpClientFactory = server.Client });

    static Task<StoreException> Refused(CosmosOptions options) => Assert.ThrowsAsync<StoreException>(() => CosmosStore.Open(options, Codec, null, Stop));

    sealed class SomeIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }

    sealed class NoIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new CredentialUnavailableException("nobody is signed in at secret");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
