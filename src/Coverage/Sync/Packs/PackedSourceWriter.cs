using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Coverage.Catalog;
using Coverage.Data;
using Microsoft.Data.Sqlite;

namespace Coverage.Sync.Packs;

/// <summary>Writes one source as JSON Lines, row by row.</summary>
internal sealed class PackedSourceWriter(SqliteConnection connection, SqliteTransaction transaction, SourceRow source)
{
    private const int FlushBytes = 1 << 16;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> lines = new(2 * FlushBytes);
    private readonly SortedDictionary<ItemKind, int> items = [];

    /// <summary>Appends the packed source.</summary>
    /// <returns>What the manifest says of it.</returns>
    public PackedSource Write(Stream output, CancellationToken cancellationToken)
    {
        var start = output.Position;
        var (files, problems) = (0, 0);
        using var sum = SHA256.Create();
        using (var summed = new CryptoStream(output, sum, CryptoStreamMode.Write, leaveOpen: true))
        using (var packed = new GZipStream(summed, CompressionLevel.Optimal))
        {
            Rows(packed, "SELECT Kind, ExternalId, Title, Path, Hash, Facts, Text FROM Items WHERE Source = $source ORDER BY Kind, ExternalId", Item, cancellationToken);
            files = Rows(packed, "SELECT Path, BlobHash, Recheck FROM Files WHERE Source = $source ORDER BY Path", File, cancellationToken);
            problems = Rows(packed, "SELECT Path, Line, Message, Advice FROM Diagnostics WHERE Source = $source ORDER BY Id", Problem, cancellationToken);
        }

        return new PackedSource
        {
            Name = source.Name,
            Kind = source.Kind,
            Domain = source.Domain,
            Seeded = source.Seeded,
            Version = source.Version,
            Date = source.Date,
            Commit = source.Commit,
            Repository = source.Repository,
            Origin = source.Origin,
            Fingerprint = source.Fingerprint,
            Items = items,
            Files = files,
            Problems = problems,
            File = PackFormat.FileOf(source.Name),
            Sha256 = Convert.ToHexStringLower(sum.Hash!),
            Length = output.Position - start,
        };
    }

    private int Rows(Stream packed, string sql, Action<Utf8JsonWriter, SqliteDataReader> write, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // The texts are this class's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$source", source.Name);
        using var reader = command.ExecuteReader();
        using var writer = new Utf8JsonWriter(lines, Options);
        var count = 0;
        for (; reader.Read(); count++)
        {
            writer.WriteStartObject();
            write(writer, reader);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.Flush();
            writer.Reset();
            lines.Write("\n"u8);
            if (lines.WrittenCount < FlushBytes) continue;
            cancellationToken.ThrowIfCancellationRequested();
            Flush(packed);
        }

        Flush(packed);
        return count;
    }

    private void Flush(Stream packed)
    {
        packed.Write(lines.WrittenSpan);
        lines.ResetWrittenCount();
    }

    private void Item(Utf8JsonWriter writer, SqliteDataReader row)
    {
        var kind = (ItemKind)row.GetInt32(0);
        items[kind] = items.GetValueOrDefault(kind) + 1;
        writer.WriteStartObject("item");
        writer.WriteString("kind", kind.ToString());
        writer.WriteString("id", row.GetString(1));
        writer.WriteString("title", row.GetString(2));
        writer.WriteString("path", row.GetString(3));
        writer.WriteString("hash", row.GetString(4));
        writer.WritePropertyName("facts");
        writer.WriteRawValue(row.GetString(5));
        if (!row.IsDBNull(6)) writer.WriteString("text", row.GetString(6));
    }

    private static void File(Utf8JsonWriter writer, SqliteDataReader row)
    {
        writer.WriteStartObject("file");
        writer.WriteString("path", row.GetString(0));
        writer.WriteString("blob", row.GetString(1));
        writer.WriteBoolean("recheck", row.GetBoolean(2));
    }

    private static void Problem(Utf8JsonWriter writer, SqliteDataReader row)
    {
        writer.WriteStartObject("problem");
        writer.WriteString("path", row.GetString(0));
        writer.WriteNumber("line", row.GetInt32(1));
        writer.WriteString("message", row.GetString(2));
        writer.WriteString("advice", row.GetString(3));
    }
}
