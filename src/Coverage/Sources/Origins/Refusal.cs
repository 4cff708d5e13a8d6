namespace Coverage.Sources.Origins;

/// <summary>Turns what readers throw at a damaged or hostile input into a refusal that says what to do.</summary>
internal static class Refusal
{
    /// <summary>Runs a step of reading. Cancellation and refusals pass as they are.</summary>
    public static T Guard<T>(string origin, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SourceRefusedException($"{origin} may not be read: {e.Message} Give this account the right to read it.", e);
        }
        catch (Exception e) when (IsAboutTheInput(e))
        {
            throw new SourceRefusedException($"{origin} cannot be read whole: {e.Message} Nothing was taken from it. Download or pack it again.", e);
        }
    }

    // Readers of archives meet damage with all of these; OutOfMemory is an absurd length that was asked for in one piece.
    private static bool IsAboutTheInput(Exception e) =>
        e is InvalidDataException or IOException or FormatException or ArgumentException or OverflowException
            or NotSupportedException or OutOfMemoryException || e is InvalidOperationException and not ObjectDisposedException;
}
