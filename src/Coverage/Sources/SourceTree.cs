using Coverage.Catalog;

namespace Coverage.Sources;

/// <summary>
/// What every origin hands over: files as bytes, with what is known of where they come from. An importer never knows
/// whether it was an archive, a folder, a clone or one file.
/// </summary>
public abstract class SourceTree : IDisposable
{
    /// <summary>What a person would call it: the path that was given, or the repository.</summary>
    public abstract string Origin { get; }

    /// <summary>Whether it is one file and no collection of files.</summary>
    public virtual bool IsSingleFile => false;

    /// <summary>The repository, <c>OWNER/NAME</c>, when known.</summary>
    public string? Repository { get; protected set; }

    /// <summary>The commit, 40 hex digits, when known; of an archive, once it was read.</summary>
    public string? Commit { get; protected set; }

    /// <summary>
    /// The content's own time (UTC): a commit's, or the time that all entries of an archive share. Null when unknown, as
    /// of a folder or one file; of an archive, known once it was read.
    /// </summary>
    public DateTime? Date { get; protected set; }

    /// <summary>
    /// A fingerprint of the input's raw bytes that is cheap to take (SHA-256, hex), or null where there is none: two
    /// equal ones are the same input.
    /// </summary>
    public virtual string? Fingerprint(CancellationToken cancellationToken) => null;

    /// <summary>Problems of the tree itself, found while it was read: entries that were skipped.</summary>
    public List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>Files and folders that are there, but could not be read this time: what they held is not gone.</summary>
    protected HashSet<string> Unread { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a path is that of a file which is there, or may be, but could not be read this time.</summary>
    public virtual bool IsUnread(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        for (var part = path; Unread.Count > 0 && part.Length > 0; part = part[..Math.Max(0, part.LastIndexOf('/'))])
        {
            if (Unread.Contains(part)) return true;
        }

        return false;
    }

    /// <summary>
    /// Reads the files whose names end in one of the endings, one after another; the bytes are the caller's to keep.
    /// May be called again, from the start.
    /// </summary>
    /// <param name="endings">Lower-case endings such as <c>.yml</c>; a trailing <c>.gz</c> of a single file is not part of its name.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <exception cref="SourceRefusedException">The input is not whole, is too large or cannot be read.</exception>
    public abstract IEnumerable<SourceFile> Files(IReadOnlyCollection<string> endings, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what is held.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
