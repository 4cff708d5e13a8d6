namespace Coverage.Sources;

/// <summary>One file of a source tree.</summary>
/// <param name="Path">Its path in the tree, forward slashes, without an archive's top folder.</param>
/// <param name="Bytes">Its content.</param>
/// <param name="BlobHash">Its git blob hash: SHA-1, lower-case hex, of <c>blob LENGTH\0</c> and the content.</param>
public sealed record SourceFile(string Path, ReadOnlyMemory<byte> Bytes, string BlobHash);

/// <summary>One thing that is wrong with one file, or with one item in it; the rest of the input is not touched by it.</summary>
/// <param name="Path">The file's path in the tree.</param>
/// <param name="Line">The line, from 1; 0 where it is not known.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Advice">What to do about it.</param>
public sealed record Diagnostic(string Path, int Line, string Message, string Advice);

/// <summary>An input that cannot be taken: nothing has changed. The message says what is wrong, where, and what to do.</summary>
public sealed class SourceRefusedException : Exception
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
