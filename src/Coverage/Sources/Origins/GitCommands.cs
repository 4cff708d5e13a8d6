using System.ComponentModel;
using System.Diagnostics;

namespace Coverage.Sources.Origins;

/// <summary>
/// Runs <c>git</c> on one repository so that nothing in it, nor in the surroundings, makes git run or fetch anything:
/// only plumbing, no other configuration than its own, no transport, no lazy fetch, no replaced objects.
/// </summary>
internal sealed class GitCommands(string gitFolder, string origin, string program)
{
    private static readonly (string Name, string Value)[] Surroundings =
    [
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_TERMINAL_PROMPT", "0"),
        ("GIT_OPTIONAL_LOCKS", "0"),
        ("GIT_NO_REPLACE_OBJECTS", "1"),
        ("GIT_NO_LAZY_FETCH", "1"),
        ("GIT_ALLOW_PROTOCOL", "none"),
        ("LC_ALL", "C"),
    ];

    /// <summary>Starts a command; the process is the caller's to stop.</summary>
    public GitProcess Start(CancellationToken cancellationToken, params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in Surroundings)
        {
            start.Environment[name] = value;
        }

        // The repository is named outright: git would else look for one further up.
        foreach (var argument in (ReadOnlySpan<string>)["--git-dir=" + gitFolder, "--no-pager", "-c", "core.fsmonitor=false", "-c", "safe.directory=*", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return new GitProcess(Process.Start(start)!, cancellationToken);
        }
        catch (Win32Exception e)
        {
            throw new SourceRefusedException($"{origin} is a git clone, and git cannot be run ({e.Message}). Install git, or give a folder of the files without .git.", e);
        }
    }

    /// <summary>What a command prints, or null if it fails.</summary>
    public string? Text(params ReadOnlySpan<string> arguments)
    {
        using var process = Start(CancellationToken.None, arguments);
        var text = process.ReadText();
        return process.Succeeds() ? text : null;
    }

    /// <summary>The one line that a command prints, or null if it fails or prints none.</summary>
    public string? Line(params ReadOnlySpan<string> arguments) => Text(arguments)?.Trim() is { Length: > 0 } line ? line : null;
}
