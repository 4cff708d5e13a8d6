using System.Globalization;
using Coverage.Audit;
using Coverage.Data.Sqlite;
using Coverage.Sources;
using Coverage.Sources.Origins;

namespace Coverage.Sync.Packs;

/// <summary>
/// Brings sources up to date from a pack: by the same change sets, checks and records as any import, all of its sources in
/// one transaction.
/// </summary>
public sealed class PackImport(SqliteDatabase database, Ledger ledger)
{
    /// <summary>Imports a pack that was opened.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="request">What else was said about it.</param>
    /// <param name="who">The person; to trust a signer takes an administrator.</param>
    /// <param name="progress">Is told of each source.</param>
    /// <param name="cancellationToken">Stops it; nothing has changed then.</param>
    /// <returns>What it did, one entry for each source.</returns>
    /// <exception cref="SignerNotTrustedException">Nobody has said yet that this signer is to be trusted.</exception>
    /// <exception cref="SourceRefusedException">It cannot be taken; nothing has changed.</exception>
    /// <exception cref="NotAllowedException">The person may not.</exception>
    public IReadOnlyList<ImportedSource> Run(PackReader pack, PackImportRequest request, Person who, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(request);
        return ledger.Write(who, Mutations.Import, scope =>
        {
            MustBeTrusted(scope, pack, request.Trust);
            var done = new List<ImportedSource>();
            foreach (var source in pack.Manifest.Sources)
            {
                progress?.Report(new ImportProgress("reading", source.Name, source.Files, source.Items.Values.Sum()));
                done.Add(Apply(scope, pack, source, request.Force, cancellationToken));
            }

            scope.Audit(pack.Origin, string.Create(CultureInfo.InvariantCulture, $"a pack of {done.Count} sources, made {pack.Manifest.MadeAt:yyyy-MM-dd HH:mm} UTC by '{EntryPath.Printable(pack.Manifest.MadeBy)}', signed by {pack.Signer}"));

            // The last moment at which nothing has changed; what is said of it has to be true.
            cancellationToken.ThrowIfCancellationRequested();
            return done;
        });
    }

    private void MustBeTrusted(WriteScope scope, PackReader pack, string? trust)
    {
        if (trust is not null && trust != pack.Signer)
        {
            throw new SourceRefusedException($"{pack.Origin} was signed by {SignerFingerprint.Show(pack.Signer)}, which is not the fingerprint that you trust. Do not take it; ask the sender.");
        }

        if (TrustedSigners.Contains(scope, pack.Signer)) return;
        using (var own = PackKey.Find(database.Folder))
        {
            if (own?.Fingerprint == pack.Signer) return;
        }

        if (trust is null) throw new SignerNotTrustedException(pack);
        TrustedSigners.Add(scope, pack.Signer, EntryPath.Printable(pack.Manifest.MadeBy));
    }

    /// <summary>One source at a time, so that no more than one is in memory.</summary>
    private static ImportedSource Apply(WriteScope scope, PackReader pack, PackedSource source, bool force, CancellationToken cancellationToken)
    {
        var before = ImportRunner.Before(source.Name, source.Kind, StoredSources.Read(scope.Connection, scope.Transaction), source.Domain);
        var content = pack.Read(source, cancellationToken);

        // Facts alone do not make seed data of a source that has its texts.
        var reading = new Reading { Version = source.Version, Domain = source.Domain, Seeded = source.Seeded && before is null or { Seeded: true } };
        foreach (var item in content.Items) reading.Add(item);
        foreach (var problem in content.Problems) reading.Reject(problem.Path, problem.Line, problem.Message, problem.Advice);
        var input = new PreparedInput
        {
            Source = source.Name,
            Kind = source.Kind,
            Before = before,
            Reading = reading,
            Files = content.Files,
            Recheck = content.Recheck,
            Origin = EntryPath.Printable(source.Origin),
            Carrier = $"the pack {pack.Origin}",
            Repository = source.Repository,
            Commit = source.Commit,
            Date = source.Date is { } date ? Utc(date) : null,
            Fingerprint = source.Fingerprint,
        };
        using var writer = new ChangeWriter(scope, input, force);
        return writer.Apply();
    }

    private static DateTime Utc(DateTime date) => date.Kind == DateTimeKind.Local ? date.ToUniversalTime() : DateTime.SpecifyKind(date, DateTimeKind.Utc);
}

/// <summary>What is said about a pack that is to be imported.</summary>
public sealed record PackImportRequest
{
    /// <summary>The fingerprint (<see cref="SignerFingerprint.Parse"/>) that its signer must have, and who has it is trusted from then on; null to take only from who is trusted already.</summary>
    public string? Trust { get; init; }

    /// <summary>Takes a pack that is older, or that removes much.</summary>
    public bool Force { get; init; }
}

/// <summary>A pack is whole, but nobody has said yet that its signer is to be trusted. Nothing has changed.</summary>
public sealed class SignerNotTrustedException(PackReader pack) : SourceRefusedException(
    $"{pack?.Origin} is signed by a key that is not trusted here; by its own word it was made by '{EntryPath.Printable(pack?.Manifest.MadeBy ?? "")}'. Its fingerprint is\n  {SignerFingerprint.Show(pack?.Signer ?? "")}\nAsk the sender for theirs, by another way than the pack came ('coverage pack key' shows it). If it is the same, import again and trust it, as an administrator: --trust {SignerFingerprint.Show(pack?.Signer ?? "")}")
{
    /// <summary>The signer's fingerprint.</summary>
    public string Signer { get; } = pack?.Signer ?? "";
}
