namespace Coverage.Sources.D3fend;

/// <summary>A text that is not Turtle. The message says what is wrong, <see cref="Line"/> where.</summary>
internal sealed class TurtleException : Exception
{
    public TurtleException(int line, string message)
        : base(message)
    {
        Line = line;
    }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }
}
