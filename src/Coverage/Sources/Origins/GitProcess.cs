using System.Diagnostics;
using System.Text;

namespace Coverage.Sources.Origins;

/// <summary>A running git command. It is killed when the reading is cancelled or let go of.</summary>
internal sealed class GitProcess : IDisposable
{
    private const int ErrorLength = 500;
    private const int TextBytes = 1 << 20;
    private readonly Process process;
    private readonly CancellationTokenRegistration cancellation;
    private readonly StringBuilder errors = new();

    public GitProcess(Process process, CancellationToken cancellationToken)
    {
        this.process = process;
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginErrorReadLine();
        Output = new BufferedStream(process.StandardOutput.BaseStream, 1 << 16);
        cancellation = cancellationToken.Register(Kill);
    }

    /// <summary>What it prints.</summary>
    public Stream Output { get; }

    /// <summary>What it is asked.</summary>
    public StreamWriter Input => process.StandardInput;

    /// <summary>What it said was wrong.</summary>
    public string Errors
    {
        get
        {
            lock (errors)
            {
                return EntryPath.Printable(errors.ToString().Trim());
            }
        }
    }

    /// <summary>All that it prints, as text of at most 1 MiB.</summary>
    public string ReadText() =>
        Encoding.UTF8.GetString(Bytes.Read(Output, TextBytes, declared: -1) ?? throw new InvalidDataException("git printed more than it should."));

    /// <summary>Waits for its end.</summary>
    public bool Succeeds()
    {
        Input.Close();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    public void Dispose()
    {
        cancellation.Dispose();
        Kill();
        process.Dispose();
    }

    private void Kill()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
    }

    private void Note(string? line)
    {
        lock (errors)
        {
            if (line is not null && errors.Length < ErrorLength)
            {
                errors.Append(line).Append(' ');
            }
        }
    }
}
