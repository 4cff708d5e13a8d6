using Coverage.GitHub.Histories;

namespace Coverage.GitHub;

/// <summary>What a developer can have a running server do, a line each.</summary>
internal sealed class Prompt(GitHubServer server, IReadOnlyList<RealHistory> histories)
{
    private int _shown;

    public async Task RunAsync(TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"API      {server.ApiUri}  and as Enterprise Server  {server.EnterpriseUri}");
        await output.WriteLineAsync($"archives {server.CodeloadUri}");
        foreach (var repository in server.Repositories)
        {
            await output.WriteLineAsync($"{repository.FullName} at {repository.Head}");
        }

        await output.WriteLineAsync("next NAME | requests | complaints | quit");
        while (await input.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Trim() == "quit")
            {
                return;
            }

            await output.WriteLineAsync(Do(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
        }

        // No more input, as in the background: it serves until it is stopped.
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private string Do(string[] words) => words switch
    {
        ["next", var name] => Next(name),
        ["requests"] => Requests(),
        ["complaints"] => string.Join('\n', server.Complaints),
        _ => "next NAME | requests | complaints | quit",
    };

    private string Next(string name)
    {
        var history = histories.FirstOrDefault(one => one.Repository.FullName.Contains(name, StringComparison.OrdinalIgnoreCase));
        return history is null ? "There is no such repository." : history.HasNext ? $"{history.Repository.FullName} at {history.Next()}" : "That was the last snapshot.";
    }

    private string Requests()
    {
        var all = server.Requests.Skip(_shown).ToArray();
        _shown += all.Length;
        return string.Join('\n', all.Select(request => $"{request}  {request.BytesSent} bytes"));
    }
}
