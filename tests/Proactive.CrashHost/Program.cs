using Microsoft.Extensions.Hosting;
using System.Globalization;
using Proactive.Channels.Email;
using Proactive.CrashHost;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Storage;
using Proactive.Sqlite;
using Proactive.Testing;
using Proactive.Web;

// What 'proactive serve' wires, over the same data folder, with a store and a channel at whose boundaries the process kills itself.
var (data, rulesFolder, relay, now, place, passing) = (args[0], args[1], args[2], args[3], args[4], args[5]);
var crash = new CrashPoint(place, int.Parse(passing, CultureInfo.InvariantCulture));
var clock = new RunningClock(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));
var codec = new BodyCodec(new MasterKey(File.ReadAllBytes(Path.Combine(data, "master.key"))));
await using var store = new CrashingStore(SqliteStore.Open(Path.Combine(data, "proactive.db"), codec), crash);
var files = ContentFolder.Read(rulesFolder, ".yaml");
var rules = await RuleBooks.Begin(store, RuleFolders.Book(files), files);
var email = new EmailChannel(new EmailOptions { Host = "127.0.0.1", Port = int.Parse(relay, CultureInfo.InvariantCulture), From = new MailSender("no-reply@example.org") });
var keys = new CitizenKeys(File.ReadAllBytes(Path.Combine(data, "citizen.key")));
var flow = new Flow(rules, Repository.Templates, store, [new CrashingChannel(email, crash)], keys, clock);
await using var app = WebHost.Create(new WebParts(flow, rules, new RuleFiles(() => files), Repository.Templates, Repository.TemplateFolder, store, keys, clock), new WebOptions(), "http://127.0.0.1:0");
await app.StartAsync();
await Console.Error.WriteLineAsync($"Listening on {string.Join(", ", app.Urls)}; ready to crash at {place}.");
await app.WaitForShutdownAsync();
