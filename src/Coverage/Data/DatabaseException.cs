namespace Coverage.Data;

/// <summary>The database cannot be used; the message says why and what to do.</summary>
public sealed class DatabaseException : Exception
{
    /// <summary>Says why.</summary>
    public DatabaseException(string message)
        : base(message)
    {
    }

    /// <summary>Says why, because of another failure.</summary>
    public DatabaseException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
