using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Coverage.Catalog;
using Coverage.Sources;
using Coverage.Sources.Origins;

namespace Coverage.Sync.Packs;

/// <summary>What a pack says of itself and of each source in it. Its exact bytes are what is signed.</summary>
public sealed record PackManifest
{
    /// <summary>The version of the format.</summary>
    public required int Format { get; init; }

    /// <summary>The version of the program that made it.</summary>
    public required string ProductVersion { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTime MadeAt { get; init; }

    /// <summary>Who made it, by their own word.</summary>
    public required string MadeBy { get; init; }

    /// <summary>The sources, in the order of their files.</summary>
    public required IReadOnlyList<PackedSource> Sources { get; init; }

    /// <summary>Its bytes in a pack.</summary>
    internal byte[] Bytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, PackContext.Readable.PackManifest), (byte)'\n'];

    /// <summary>Reads it; a pack of a newer format is refused before anything else of it is looked at.</summary>
    /// <exception cref="SourceRefusedException">It is none, or of a newer format.</exception>
    internal static PackManifest Read(ReadOnlySpan<byte> bytes, string origin)
    {
        try
        {
            var head = JsonSerializer.Deserialize(bytes, PackContext.Default.PackHead);
            if (head?.Format > PackFormat.Version)
            {
                throw new SourceRefusedException($"{origin}: the pack is of format {head.Format}, made by Coverage {EntryPath.Printable(head.ProductVersion ?? "")}; this version reads up to format {PackFormat.Version}. Update this installation, or have it packed by an older one.");
            }

            return JsonSerializer.Deserialize(bytes, PackContext.Default.PackManifest) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException problem)
        {
            throw new SourceRefusedException($"{origin}: the pack's manifest cannot be read: {EntryPath.Printable(problem.Message)} The pack was changed or is damaged; have it sent again.", problem);
        }
    }
}

/// <summary>One source in a pack: what <see cref="Data.SourceRow"/> holds of it, and its file.</summary>
public sealed record PackedSource
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it publishes.</summary>
    public required SourceKind Kind { get; init; }

    /// <summary>Its matrix, for ATT&amp;CK.</summary>
    public AttackDomain? Domain { get; init; }

    /// <summary>It holds seed data: facts without texts.</summary>
    public required bool Seeded { get; init; }

    /// <summary>The release.</summary>
    public required string Version { get; init; }

    /// <summary>The content's own time (UTC).</summary>
    public DateTime? Date { get; init; }

    /// <summary>The commit.</summary>
    public required string Commit { get; init; }

    /// <summary><c>OWNER/NAME</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>Where the maker read it from.</summary>
    public required string Origin { get; init; }

    /// <summary>Fingerprint of the input that it was read from, to see that the same one comes again.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>How many items of each kind its file holds.</summary>
    public required IReadOnlyDictionary<ItemKind, int> Items { get; init; }

    /// <summary>How many files, with their blob hashes.</summary>
    public required int Files { get; init; }

    /// <summary>How many problems.</summary>
    public required int Problems { get; init; }

    /// <summary>The entry that holds it.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 (lower-case hex) of that entry's bytes.</summary>
    public required string Sha256 { get; init; }

    /// <summary>How many bytes that are.</summary>
    public required long Length { get; init; }
}

/// <summary>What is read of a manifest of any format.</summary>
internal sealed record PackHead(int Format, string? ProductVersion = null);

[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PackHead))]
[JsonSerializable(typeof(PackManifest))]
[JsonSerializable(typeof(PackSignature))]
[JsonSerializable(typeof(PackLine))]
internal sealed partial class PackContext : JsonSerializerContext
{
    /// <summary>For what a person may want to read.</summary>
    public static PackContext Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
