using Coverage.Audit;
using Coverage.Data;
using Coverage.Exchange.Importing.Matching;
using Coverage.Recording;
using Coverage.Sources;
using Coverage.Views.Scores;

namespace Coverage.Exchange.Importing;

/// <summary>
/// Imports what an organisation has: files are read, what they say is compared to the catalogue and the posture, a person
/// looks at it and decides, and it is recorded as one step that can be taken back.
/// </summary>
public sealed class PostureImporter(PostureViews views, PostureRecorder recorder, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Reads files; nothing is recorded.</summary>
    /// <exception cref="SourceRefusedException">They cannot be taken; nothing of them is.</exception>
    public ImportReading Read(IEnumerable<ImportFile> files, ImportOptions options, CancellationToken cancellationToken) => PostureFormats.Read(files, options, Now, cancellationToken);

    /// <summary>What recording would do, by what is there now; nothing is recorded.</summary>
    /// <exception cref="SourceRefusedException">There is no such environment.</exception>
    public ImportPreview Preview(ImportReading reading, ImportChoices choices) => Preview(views.Current, reading, choices, Now);

    /// <summary>The same over a view.</summary>
    internal static ImportPreview Preview(PostureView view, ImportReading reading, ImportChoices choices, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(choices);
        var builder = new PreviewBuilder(view, reading, choices, now);
        new RuleMatching(builder, reading.Rules).Run();
        new RunMatching(builder, reading.Runs).Run();
        new WeightsMatching(builder, reading.Weights).Run();
        new EntryMatching(builder, reading.Recorded).Run();
        return builder.Build();
    }

    /// <summary>Records it as one step, by what is there now.</summary>
    /// <returns>What was to be done, and the step; null if there was nothing to change.</returns>
    /// <exception cref="SourceRefusedException">There is no such environment.</exception>
    /// <exception cref="PostureRefusedException">It cannot be recorded; nothing was.</exception>
    /// <exception cref="NotAllowedException">The person may not.</exception>
    /// <exception cref="DatabaseException">The database cannot be written.</exception>
    public (ImportPreview Preview, RecordedStep? Step) Record(Person who, ImportReading reading, ImportChoices choices)
    {
        var preview = Preview(reading, choices);
        return (preview, preview.Step.Edits.Count == 0 ? null : recorder.Record(who, preview.Step));
    }
}
