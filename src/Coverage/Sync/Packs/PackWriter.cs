using System.Reflection;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Data.Sqlite;

namespace Coverage.Sync.Packs;

/// <summary>Writes what is loaded into one signed file, for an installation that has no network.</summary>
public sealed class PackWriter(SqliteDatabase database, TimeProvider time)
{
    private static readonly string Product = typeof(PackWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>Writes a pack, of one moment, in one go: the stream need not seek. The same content gives the same bytes but for the time and the signature.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="who">Who makes it.</param>
    /// <param name="only">The sources to pack; null for all.</param>
    /// <param name="progress">Is told of each source.</param>
    /// <param name="cancellationToken">Stops it; what was written by then is no pack.</param>
    /// <exception cref="ImportUsageException">There is nothing to pack, or no source of that name.</exception>
    /// <exception cref="DatabaseException">The database or the key cannot be used.</exception>
    public WrittenPack Write(Stream output, Person who, IReadOnlyCollection<string>? only = null, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(who);
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        var rows = Chosen(StoredSources.Read(connection, transaction), only);
        using var key = PackKey.FindOrMake(database.Folder);
        using var draft = Draft();
        var sources = new List<PackedSource>();
        foreach (var row in rows)
        {
            progress?.Report(new ImportProgress("packing", row.Name, 0, 0));
            sources.Add(new PackedSourceWriter(connection, transaction, row).Write(draft, cancellationToken));
        }

        var manifest = new PackManifest { Format = PackFormat.Version, ProductVersion = Product, MadeAt = Second(time.GetUtcNow().UtcDateTime), MadeBy = who.Name, Sources = sources };
        draft.Position = 0;
        return new WrittenPack(manifest, key.Fingerprint, Compose(output, manifest, key, draft, cancellationToken));
    }

    private static IReadOnlyList<SourceRow> Chosen(IReadOnlyList<SourceRow> rows, IReadOnlyCollection<string>? only)
    {
        if (rows.Count == 0) throw new ImportUsageException("Nothing is loaded, so there is nothing to pack. Import something first.");
        if (only?.FirstOrDefault(name => rows.All(row => row.Name != name)) is { } unknown) throw new ImportUsageException($"There is no source '{unknown}'. Loaded are {string.Join(", ", rows.Select(row => row.Name))}.");
        return only is null ? rows : [.. rows.Where(row => only.Contains(row.Name))];
    }

    private static long Compose(Stream output, PackManifest manifest, PackKey key, Stream files, CancellationToken cancellationToken)
    {
        var head = manifest.Bytes();
        if (head.Length > PackFormat.MostHeadBytes) throw new ImportUsageException("There are too many sources for one pack. Choose some with --source.");
        var length = Put(output, PackFormat.Manifest, head) + Put(output, PackFormat.Signature, PackSignature.Of(head, key).Bytes());
        var buffer = new byte[1 << 16];
        foreach (var source in manifest.Sources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            output.Write(PackFormat.Header(source.File, source.Length));
            for (var left = source.Length; left > 0;)
            {
                var count = (int)Math.Min(left, buffer.Length);
                files.ReadExactly(buffer, 0, count);
                output.Write(buffer, 0, count);
                left -= count;
            }

            output.Write(PackFormat.Padding(source.Length));
            length += PackFormat.Size(source.Length);
        }

        output.Write(PackFormat.End);
        return length + PackFormat.End.Length;
    }

    private static long Put(Stream output, string name, byte[] content)
    {
        output.Write(PackFormat.Header(name, content.Length));
        output.Write(content);
        output.Write(PackFormat.Padding(content.Length));
        return PackFormat.Size(content.Length);
    }

    /// <summary>The sources' files wait here until the manifest that goes before them can be written.</summary>
    private FileStream Draft()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 1 << 16, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(database.Folder, $"pack-{Guid.NewGuid():N}.tmp"), options);
    }

    private static DateTime Second(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}

/// <summary>A pack that was written.</summary>
/// <param name="Manifest">What it says of itself.</param>
/// <param name="Signer">The fingerprint of this installation's key.</param>
/// <param name="Bytes">Its length.</param>
public sealed record WrittenPack(PackManifest Manifest, string Signer, long Bytes);
