using Coverage.Sources;
using Coverage.Sources.Origins;

namespace Coverage.Sync.Packs;

/// <summary>A pack that was found to be, to the last byte, what its signer signed. Whether the signer is trusted is <see cref="PackImport"/>'s.</summary>
public sealed class PackReader
{
    private readonly Func<Stream> open;
    private readonly SourceLimits limits;
    private readonly Dictionary<string, long> places = new(StringComparer.Ordinal);

    private PackReader(Func<Stream> open, string name, SourceLimits limits)
    {
        (this.open, Origin, this.limits) = (open, EntryPath.Printable(name), limits);
    }

    /// <summary>What a person would call it.</summary>
    public string Origin { get; }

    /// <summary>What it says of itself.</summary>
    public PackManifest Manifest { get; private set; } = null!;

    /// <summary>The fingerprint of the key that signed it.</summary>
    public string Signer { get; private set; } = "";

    /// <summary>Checks a pack.</summary>
    /// <param name="open">Opens its content from the start; it is read twice.</param>
    /// <param name="name">What a person would call it.</param>
    /// <param name="limits">What it may be at most.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SourceRefusedException">It is none, was changed, is not whole, too large or of a newer format.</exception>
    public static PackReader Open(Func<Stream> open, string name, SourceLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(name);
        var reader = new PackReader(open, name, limits ?? SourceLimits.Default);
        return Refusal.Guard(reader.Origin, () =>
        {
            reader.Check(cancellationToken);
            return reader;
        });
    }

    /// <summary>Checks a pack at a path.</summary>
    /// <inheritdoc cref="Open(Func{Stream}, string, SourceLimits?, CancellationToken)"/>
    public static PackReader Open(string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        return File.Exists(path)
            ? Open(PackedFile.At(path).Open, path, null, cancellationToken)
            : throw new SourceRefusedException($"There is no file {EntryPath.Printable(path)}.");
    }

    /// <summary>Reads a source of it. Its bytes are summed once more: the file may have been replaced since it was checked.</summary>
    internal PackedContent Read(PackedSource source, CancellationToken cancellationToken) => Refusal.Guard(Origin, () =>
    {
        var content = new PackedSourceReader(source, limits, Origin);
        SummedStream? summed = null;
        using (var gzip = new GzipReader(() => summed = new SummedStream(Start(source), source.Length), content.Budget, cancellationToken))
        {
            content.Read(gzip.Content, cancellationToken);
            gzip.Finish();
        }

        return summed!.Sum() == source.Sha256 ? content.Result : throw new InvalidDataException("It changed while it was read.");
    });

    private void Check(CancellationToken cancellationToken)
    {
        using var stream = new PackedStream(open(), cancellationToken);
        var framing = new PackFraming(stream, Origin);
        var manifest = framing.Head(PackFormat.Manifest);
        Manifest = PackManifest.Read(manifest, Origin);
        Signer = PackSignature.Check(framing.Head(PackFormat.Signature), manifest, Origin);
        new PackManifestCheck(Manifest, limits, Origin).MustBeSound();
        foreach (var source in Manifest.Sources)
        {
            places[source.Name] = framing.Place + PackFormat.Block;
            if (framing.Sum(source.File, source.Length) != source.Sha256) throw framing.Changed(source.File);
        }

        framing.MustEnd();
    }

    private Stream Start(PackedSource source)
    {
        var stream = open();
        if (stream.CanSeek) stream.Position = places[source.Name];
        else new SliceStream(stream, places[source.Name]).Finish();
        return stream;
    }
}
