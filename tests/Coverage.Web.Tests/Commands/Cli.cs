using System.Diagnostics;
using System.Globalization;
using System.Text;
using Coverage.Tests.Support;
using Coverage.Web.Commands;
using Microsoft.Data.Sqlite;

namespace Coverage.Web.Tests.Commands;

/// <summary>Runs the built executable as a process of its own, over a data folder of its own.</summary>
internal sealed class Cli : IDisposable
{
    private static readonly string Assembly = Built();

    private readonly TempFolder folder = new();

    /// <summary>What a run came to.</summary>
    public sealed record Result(int Code, string Out, string Err);

    /// <summary>What the runs find in their environment, beside the data folder; no app that they start syncs by itself.</summary>
    public Dictionary<string, string> Environment { get; } = new() { ["COVERAGE_SCHEDULE"] = "off", ["DOTNET_NOLOGO"] = "1" };

    /// <summary>The data folder; made by the first run that needs it.</summary>
    public string Data => Path.Combine(folder.Path, "data");

    /// <summary>A path beside the data folder.</summary>
    public string PathOf(string name) => Path.Combine(folder.Path, name);

    /// <summary>Writes a file beside the data folder.</summary>
    public string Write(string name, byte[] content) => folder.Write(name, content);

    /// <summary>Writes a text beside the data folder.</summary>
    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    /// <summary>Writes an archive of rules, of a date.</summary>
    public string WriteRules(string name, params (string Path, string Content)[] rules) => Write(name, Pack.Gz(Pack.Tar([.. rules.Select(rule => ("x-y-1234567/" + rule.Path, rule.Content))])));

    /// <summary>Writes a bundle.</summary>
    public string WriteAttack(string name, string release, params string[] techniques) => Write(name, new Bundle(release).Techniques(techniques).Json());

    /// <summary>Runs a command line without the seed data, to its end.</summary>
    public Result Run(params string[] args) => Finish(Start(["--no-seed", .. args]));

    /// <summary>Runs a command line as it stands.</summary>
    public Result RunPlain(params string[] args) => Finish(Start(args));

    /// <summary>That a run is done, and what it wrote to stdout.</summary>
    public string Done(params string[] args)
    {
        var result = Run(args);
        Assert.True(result.Code == 0, $"{result.Code}: {result.Err}");
        return result.Out;
    }

    /// <summary>The first row of what the database answers, its values parted by bars; empty for none.</summary>
    public string Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "coverage.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A test's own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        return reader.Read() ? string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))) : "";
    }

    /// <summary>Starts a run.</summary>
    public Process Start(string[] args, string? shell = null)
    {
        var start = new ProcessStartInfo(shell is null ? "dotnet" : "bash") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder.Path };
        if (shell is not null)
        {
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(shell);
            start.ArgumentList.Add("bash");
            start.ArgumentList.Add("dotnet");
        }

        start.ArgumentList.Add(Assembly);
        foreach (var arg in args) start.ArgumentList.Add(arg);
        start.Environment["COVERAGE_DATA"] = Data;
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Waits for the end of a run.</summary>
    public static Result Finish(Process process)
    {
        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
            {
                process.Kill(entireProcessTree: true);
                Assert.Fail("It did not end within a minute.");
            }

            return new Result(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
        }
    }

    public void Dispose() => folder.Dispose();

    /// <summary>The executable where it was built: beside the tests lies a copy without its native libraries.</summary>
    private static string Built()
    {
        var copy = typeof(ServeVerb).Assembly.Location;
        if (Repository.Root is not { } root) return copy;
        var build = Path.GetRelativePath(Path.Combine(root, "tests", "Coverage.Web.Tests"), AppContext.BaseDirectory);
        var folder = new DirectoryInfo(Path.Combine(root, "src", "Coverage.Web", build));
        return folder.Exists ? folder.GetFiles("coverage.dll", SearchOption.AllDirectories).OrderByDescending(file => file.LastWriteTimeUtc).FirstOrDefault()?.FullName ?? copy : copy;
    }
}
