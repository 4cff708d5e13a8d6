using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Coverage.GitHub.Histories;

/// <summary>One object as git has it; <paramref name="Type"/> is blob, tree, commit or tag.</summary>
internal sealed record GitObject(string Sha, string Type, byte[] Bytes);

/// <summary>Reads a repository's objects through one <c>git cat-file --batch</c> that stays open, so that a blob costs no process.</summary>
internal sealed class GitObjects(Git git) : IDisposable
{
    private readonly Lock _reading = new();
    private Process? _process;

    /// <summary>By full hash, or by an expression such as <c>HASH^{tree}</c> or <c>HASH:path</c>; null where there is no such object.</summary>
    public GitObject? Find(string name)
    {
        if (name.AsSpan().IndexOfAnyInRange('\0', '\x1f') >= 0)
        {
            return null;
        }

        lock (_reading)
        {
            _process ??= git.Start("cat-file", "--batch");
            var input = _process.StandardInput.BaseStream;
            input.Write(Encoding.UTF8.GetBytes(name + "\n"));
            input.Flush();
            var output = _process.StandardOutput.BaseStream;
            var header = Line(output).Split(' ');
            if (header.Length != 3 || !long.TryParse(header[2], CultureInfo.InvariantCulture, out var size))
            {
                return null;
            }

            var bytes = new byte[size];
            output.ReadExactly(bytes);
            output.ReadByte();
            return new(header[0], header[1], bytes);
        }
    }

    /// <summary>Ends the reader, so that the next read sees what a clean-up has left.</summary>
    public void Reset()
    {
        lock (_reading)
        {
            _process?.StandardInput.Close();
            _process?.WaitForExit();
            _process?.Dispose();
            _process = null;
        }
    }

    public void Dispose() => Reset();

    private static string Line(Stream stream)
    {
        var line = new StringBuilder();
        for (var next = stream.ReadByte(); next is not ('\n' or -1); next = stream.ReadByte())
        {
            line.Append((char)next);
        }

        return line.ToString();
    }
}
