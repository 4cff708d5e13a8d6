using Coverage.Exchange.Importing.Formats;
using Coverage.Sources;

namespace Coverage.Exchange.Importing;

/// <summary>Every format that is read, and the way from files to claims.</summary>
public static class PostureFormats
{
    /// <summary>They are asked in this order; what takes almost any text comes last.</summary>
    public static IReadOnlyList<IPostureFormat> All { get; } =
    [
        new PostureExportFormat(), new AttireFormat(), new SentinelFormat(), new NavigatorFormat(), new ElasticFormat(), new SplunkFormat(), new SigmaFormat(),
        new AtomicLogFormat(), new MappedCsvFormat(), new RuleListFormat(),
    ];

    /// <summary>Reads files; nothing is recorded.</summary>
    /// <exception cref="SourceRefusedException">A file is of no format, or cannot be taken; nothing of any file is.</exception>
    public static ImportReading Read(IEnumerable<ImportFile> files, ImportOptions options, DateTime now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        var format = options.Format is { } name ? Named(name) : null;
        var reading = new ImportReading(options, now, cancellationToken);
        var refusals = new List<string>();
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            reading.Files.Add(file.Name);
            if (Refusal(file, format, reading) is { } refusal) refusals.Add(refusal);
        }

        Settle(reading, refusals);
        return reading;
    }

    /// <summary>A format by its name.</summary>
    /// <exception cref="SourceRefusedException">There is none.</exception>
    public static IPostureFormat Named(string name) =>
        All.FirstOrDefault(format => format.Name == name) ?? throw new SourceRefusedException($"There is no format '{name}'. The formats are {string.Join(", ", All.Select(format => format.Name))}.");

    /// <summary>Why a file was not read, or null. One foreign file among many is told and left; alone it is refused.</summary>
    private static string? Refusal(ImportFile file, IPostureFormat? format, ImportReading reading)
    {
        try
        {
            var text = file.Decode();
            var reader = format ?? All.FirstOrDefault(one => one.Recognises(text, reading.Options));
            if (reader is null) return $"{file.Name} is of no format that is read here: {string.Join(", ", All.Select(one => one.Title))}.";
            reader.Read(text, reading);
            reading.Formats.Add(reader.Title);
            return null;
        }
        catch (SourceRefusedException refusal) when (reading.Claims <= reading.Limits.Entries)
        {
            return refusal.Message;
        }
    }

    private static void Settle(ImportReading reading, List<string> refusals)
    {
        if (reading.Files.Count == 0) throw new SourceRefusedException("There is no file to read in it. A folder or archive may hold .yml, .yaml, .json, .ndjson, .csv and .conf files.");
        if (refusals.Count > 0 && (reading.Files.Count == 1 || refusals.Count == reading.Files.Count)) throw new SourceRefusedException(string.Join(' ', refusals.Take(3)) + (refusals.Count > 3 ? $" And {refusals.Count - 3:N0} more files." : ""));
        foreach (var refusal in refusals) reading.Reject(new ImportPlace("", 0), refusal);
    }
}
