using System.Diagnostics;
using System.Text;

namespace Coverage.GitHub.Histories;

/// <summary>The <c>git</c> command on one bare repository, deaf to every configuration of the machine.</summary>
internal sealed class Git(string folder)
{
    public string Folder => folder;

    /// <summary>Its output as text without the last line's end; throws with git's words where it fails.</summary>
    public string Run(params ReadOnlySpan<string> arguments) => Encoding.UTF8.GetString(Output(null, arguments)).TrimEnd('\n');

    public byte[] Output(Action<Stream>? input, params ReadOnlySpan<string> arguments)
    {
        using var process = Start(arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var feed = Task.Run(() =>
        {
            using var stream = process.StandardInput.BaseStream;
            input?.Invoke(stream);
        });
        var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new GitFailedException($"git {string.Join(' ', process.StartInfo.ArgumentList)}: {errors.Result.Trim()}");
        }

        feed.GetAwaiter().GetResult();
        return output.ToArray();
    }

    public Process Start(params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo("git")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["GIT_DIR"] = folder;
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_SYSTEM"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["LC_ALL"] = "C";
        return Process.Start(start) ?? throw new GitFailedException("git did not start.");
    }
}
