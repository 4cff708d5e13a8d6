namespace Coverage.Sources;

/// <summary>One file of a source tree.</summary>
/// <param name="Path">Its path in the tree, forward slashes, without an archive's top folder.</param>
/// <param name="Bytes">Its content.</param>
/// <param name="BlobHash">Its git blob hash: SHA-1, lower-case hex, of <c>blob LENGTH\0</c> and the content.</param>
public sealed record SourceFile(string Path, ReadOnlyMemory<byte> Bytes, string BlobHash);

/// <summary>An input that cannot be taken: nothing has changed. The message says what is wrong, where, and what to do.</summary>
public class SourceRefusedException : Exception
{
    /// <summary>Refuses an input.</summary>
    public SourceRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Refuses an input because of another failure.</summary>
    public SourceRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
