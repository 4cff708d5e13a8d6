using System.CommandLine;
using Coverage.GitHub;
using Coverage.GitHub.Histories;

var port = new Option<int>("--port") { Description = "Of the API; 0 takes any.", DefaultValueFactory = _ => 0 };
var codeload = new Option<int>("--codeload-port") { Description = "Of the archives; 0 takes any.", DefaultValueFactory = _ => 0 };
var data = new Option<string?>("--data") { Description = "A folder of snapshots; without it there is one small repository." };
var first = new Option<bool>("--first") { Description = "Starts with the oldest snapshots; 'next NAME' publishes the next one." };
var token = new Option<string?>("--token") { Description = "A token that the server takes." };
var unlimited = new Option<bool>("--unlimited") { Description = "Counts no quota." };
var root = new RootCommand("An emulated GitHub on the loopback.") { port, codeload, data, first, token, unlimited };
root.SetAction(async (arguments, cancellationToken) =>
{
    await using var server = await GitHubServer.StartAsync(
        new() { ApiPort = arguments.GetValue(port), CodeloadPort = arguments.GetValue(codeload) }, cancellationToken);
    server.RateLimits.Enabled = !arguments.GetValue(unlimited);
    if (arguments.GetValue(token) is { } value)
    {
        server.AddToken(value);
    }

    var histories = arguments.GetValue(data) is { } folder ? new RealHistories(server, folder).All : [];
    foreach (var history in histories)
    {
        _ = arguments.GetValue(first) ? history.Next() : history.Last();
    }

    if (histories.Count == 0)
    {
        server.AddRepository("acme/rules").Commit("First", new Files { ["rules/one.yml"] = "title: One\n" });
    }

    await new Prompt(server, histories).RunAsync(Console.In, Console.Out, cancellationToken);
    return 0;
});
return await root.Parse(args).InvokeAsync();
