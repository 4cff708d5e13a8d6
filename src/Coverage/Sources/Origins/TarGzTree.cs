namespace Coverage.Sources.Origins;

/// <summary>
/// A gzip-compressed tar archive, read as a stream. Whether it is whole is known only at its end: a reading that is
/// refused there has handed over files that must not be used.
/// </summary>
internal sealed class TarGzTree(PackedFile file, SourceLimits limits) : OriginTree(file.Origin, limits)
{
    public override string Fingerprint(CancellationToken cancellationToken) => file.Fingerprint(withName: false, cancellationToken);

    public override IEnumerable<SourceFile> Files(IReadOnlyCollection<string> endings, CancellationToken cancellationToken)
    {
        var intake = new Intake(this, endings, cancellationToken);
        using var reading = new TarGzReading(file, intake, cancellationToken);
        foreach (var next in Read(reading.Next))
        {
            yield return next;
        }

        Commit = reading.Commit;
        Repository = TopFolder.Repository(reading.Top);
        Date = reading.Date;
    }
}
