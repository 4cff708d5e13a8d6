using System.Globalization;
using System.Text;

namespace Coverage.Sources.Origins;

/// <summary>One pass over a commit's files: its tree listed, then the wanted blobs asked for, some ahead.</summary>
internal sealed class GitReading : IDisposable
{
    // Few enough that what is asked ahead fits any pipe, so that neither side waits for the other.
    private const int Ahead = 64;
    private const int Sha1Digits = 40;
    private readonly Intake intake;
    private readonly CancellationToken cancellationToken;
    private readonly List<(string Path, string Blob)> wanted = [];
    private readonly GitProcess blobs;
    private int asked;
    private int next;

    public GitReading(GitCommands git, string commit, Intake intake, CancellationToken cancellationToken)
    {
        (this.intake, this.cancellationToken) = (intake, cancellationToken);
        List(git, commit);
        blobs = git.Start(cancellationToken, "cat-file", "--batch");
    }

    /// <summary>The next wanted file, or null after the last.</summary>
    public SourceFile? Next()
    {
        while (next < wanted.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                Ask();
                if (Read(wanted[next++]) is { } file)
                {
                    return file;
                }
            }
            catch (IOException) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
        }

        return null;
    }

    public void Dispose() => blobs.Dispose();

    private void List(GitCommands git, string commit)
    {
        using var tree = git.Start(cancellationToken, "ls-tree", "-r", "-z", "--full-tree", commit);
        // "MODE TYPE HASH\tPATH\0"
        while (ReadUntil(tree.Output, 0) is { } line)
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            var words = line[..tab].Split(' ');
            if (intake.Enter(line[(tab + 1)..]) is { } path)
            {
                Add(words[0], words[2], path);
            }
        }

        if (!tree.Succeeds())
        {
            throw new InvalidDataException($"git cannot list its files ({tree.Errors}).");
        }
    }

    private void Add(string mode, string blob, string path)
    {
        if (mode is "120000" or "160000")
        {
            intake.Skip(path, mode == "120000" ? "It is no plain file but a symbolic link." : "It is a submodule, another repository.", "Give that file or repository itself.");
        }
        else if (intake.Wants(path))
        {
            wanted.Add((path, blob));
        }
    }

    private void Ask()
    {
        if (asked == wanted.Count || asked - next > Ahead / 2)
        {
            return;
        }

        while (asked < wanted.Count && asked - next < Ahead)
        {
            blobs.Input.Write(wanted[asked++].Blob);
            blobs.Input.Write('\n');
        }

        blobs.Input.Flush();
    }

    private SourceFile? Read((string Path, string Blob) file)
    {
        // "HASH blob LENGTH\n", the content, "\n"; or "HASH missing\n".
        var words = ReadUntil(blobs.Output, (byte)'\n')?.Split(' ') ?? [];
        if (words.Length != 3 || words[0] != file.Blob || !long.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            throw new InvalidDataException($"git has no content for {EntryPath.Printable(file.Path)} {blobs.Errors}: the clone is partial or damaged.");
        }

        intake.Budget.Add(length);
        var content = new SliceStream(blobs.Output, length);
        var taken = intake.Take(file.Path, content, length);
        content.Finish();
        blobs.Output.ReadByte();
        return taken is null || taken.Path != file.Path || file.Blob.Length != Sha1Digits || taken.BlobHash == file.Blob
            ? taken
            : throw new InvalidDataException($"{EntryPath.Printable(file.Path)} is not the content that its commit names. Run git fsck.");
    }

    private string? ReadUntil(Stream stream, byte end)
    {
        var line = new List<byte>(128);
        for (int next; (next = stream.ReadByte()) != end;)
        {
            if (next < 0 || line.Count > UnpackedStream.PieceBytes)
            {
                // A killed git looks like one that has no more to say.
                cancellationToken.ThrowIfCancellationRequested();
                return line.Count == 0 ? null : throw new EndOfStreamException("git stopped in the middle of a line.");
            }

            line.Add((byte)next);
        }

        return Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(line));
    }
}
