using Coverage.Audit;
using Coverage.Data;
using Coverage.Sources;
using Coverage.Sources.GitHub;

namespace Coverage.Sync;

/// <summary>One sync while it runs.</summary>
internal sealed class SyncRun
{
    private readonly IProgress<SyncProgress>? progress;
    private ImportProgress reading = new("", "", 0, 0);

    public SyncRun(SyncRequest request, SourceSettingsRow settings, Lease lease, Person who, IProgress<SyncProgress>? progress, CancellationToken stop)
    {
        (Request, Settings, Lease, Who, Stop, this.progress) = (request, settings, lease, who, stop, progress);
        Meter = new FeedMeter(_ => Tell());
        Reading = new Relay(this);
    }

    public SyncRequest Request { get; }

    /// <summary>How the source is set up.</summary>
    public SourceSettingsRow Settings { get; }

    /// <summary>Where it is read: of what a person approves, the very commit that they saw.</summary>
    public SourceSettingsRow Place => Request.Approves is { } held && Settings.Place == SourcePlace.GitHub
        ? Settings.At(nameof(GitHubRefKind.Commit), held.Commit)
        : Settings;

    public string Source => Settings.Name;

    public Lease Lease { get; }

    public Person Who { get; }

    /// <summary>Cancelled by a person, or because the lease is lost.</summary>
    public CancellationToken Stop { get; }

    public required DateTime StartedAt { get; init; }

    public FeedMeter Meter { get; }

    /// <summary>Takes the import's progress.</summary>
    public IProgress<ImportProgress> Reading { get; }

    public SourceStateRow State { get; set; } = new() { Name = "" };

    /// <summary>What the source holds; null as long as that is nothing.</summary>
    public SourceRow? Before { get; set; }

    public IReadOnlyDictionary<string, string> Known { get; set; } = new Dictionary<string, string>();

    public FeedMemory Memory { get; set; } = FeedMemory.None;

    public FeedLook? Look { get; set; }

    private void Tell()
    {
        var phase = reading.Phase.Length > 0 ? reading.Phase : Meter.Phase;
        progress?.Report(new SyncProgress(Source, phase, Meter.Requests, Meter.QuotaLeft, Meter.PhaseBytes, Meter.BytesExpected, reading.Files, reading.Items));
    }

    private sealed class Relay(SyncRun run) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            run.reading = value;
            run.Tell();
        }
    }
}
