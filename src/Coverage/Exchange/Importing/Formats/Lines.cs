namespace Coverage.Exchange.Importing.Formats;

/// <summary>The lines of a text that say anything, with their numbers from 1.</summary>
internal static class Lines
{
    public static IEnumerable<(int Line, string Text)> Of(ImportText file)
    {
        using var reader = new StringReader(file.Text);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line)) yield return (number, line);
        }
    }
}
