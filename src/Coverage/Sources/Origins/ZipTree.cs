namespace Coverage.Sources.Origins;

/// <summary>A zip archive. Its directory is read first, each entry when its turn comes.</summary>
internal sealed class ZipTree(PackedFile file, SourceLimits limits) : OriginTree(file.Origin, limits)
{
    public override string Fingerprint(CancellationToken cancellationToken) => file.Fingerprint(withName: false, cancellationToken);

    public override IEnumerable<SourceFile> Files(IReadOnlyCollection<string> endings, CancellationToken cancellationToken)
    {
        var intake = new Intake(this, endings, cancellationToken);
        using var reading = Refusal.Guard(Origin, () => new ZipReading(file, intake, Limits, cancellationToken));
        foreach (var next in Read(reading.Next))
        {
            yield return next;
        }

        Commit = reading.Commit;
        Repository = TopFolder.Repository(reading.Top);
        Date = reading.Date;
    }
}
