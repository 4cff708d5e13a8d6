using System.Globalization;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views.Scores;

namespace Coverage.Exchange.Importing.Matching;

/// <summary>Gathers what an import would do.</summary>
internal sealed class PreviewBuilder(PostureView view, ImportReading reading, ImportChoices choices, DateTime now)
{
    private readonly List<ImportEntry> matched = [];
    private readonly List<ImportEntry> ambiguous = [];
    private readonly List<ImportEntry> unknown = [];
    private readonly List<ImportEntry> alreadySo = [];
    private readonly List<ImportRemark> rejected = [.. reading.Rejected];
    private readonly List<ImportRemark> remarks = [.. reading.Remarks];
    private readonly List<PostureEdit> edits = [];
    private int rejectedCount = reading.RejectedCount;

    public PostureView View => view;

    public ImportChoices Choices => choices;

    public DateTime Now => now;

    public EnvironmentPosture Environment { get; } = view.Posture.Environments.GetValueOrDefault(choices.Environment)
        ?? throw new Sources.SourceRefusedException($"There is no environment '{choices.Environment}'. The environments are {string.Join(", ", view.Posture.Environments.Keys)}.");

    public void Add(ImportEntry entry, bool changes) => (changes ? matched : alreadySo).Add(entry);

    public void AddAmbiguous(ImportEntry entry) => ambiguous.Add(entry);

    public void AddUnknown(ImportEntry entry) => unknown.Add(entry);

    public void Edit(PostureEdit edit) => edits.Add(edit);

    public void Reject(ImportPlace place, string why)
    {
        rejectedCount++;
        if (rejected.Count < reading.Limits.Remarks) rejected.Add(new ImportRemark(place, why));
    }

    public void Remark(ImportPlace place, string text)
    {
        if (remarks.Count < reading.Limits.Remarks) remarks.Add(new ImportRemark(place, text));
    }

    public ImportPreview Build() => new()
    {
        Matched = matched,
        Ambiguous = ambiguous,
        Unknown = unknown,
        AlreadySo = alreadySo,
        Rejected = rejected,
        RejectedCount = rejectedCount,
        Remarks = remarks,
        Step = new PostureStep(Title(), edits, "imported"),
    };

    /// <summary>What is recorded, by kinds that together are all of it.</summary>
    private string Title()
    {
        var parts = new[]
        {
            (Count<PutDeployment>(), "deployment"), (Count<PutOwnRule>(), "own rule"), (Count<PutLink>(), "link"), (Count<PutSuppression>(), "suppression"), (Count<PutResult>(), "result"), (Count<PutProfile>(), "profile"), (Count<ChooseProfile>(), "chosen profile"),
            (Count<PutImplementation>(), "implementation"), (Count<PutTelemetry>(), "log source"), (Count<PutEnvironment>(), "environment"), (Count<PutException>(), "exception"), (Count<PutAssignment>(), "assignment"), (Count<PutWorkItem>(), "work item"), (Count<PutNote>(), "note"), (Count<PutModel>(), "scoring model"),
        }
            .Where(part => part.Item1 > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Item1:N0} {part.Item2}{(part.Item1 == 1 ? "" : "s")}"));
        return $"Import of {(reading.Files.Count == 1 ? reading.Files[0] : $"{reading.Files.Count:N0} files")}: {(edits.Count == 0 ? "nothing new" : string.Join(", ", parts))}";
    }

    private int Count<T>() => edits.Count(edit => edit is T);
}
