using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Data.Sqlite;
using Coverage.Sources;

namespace Coverage.Sync;

/// <summary>
/// The seed data: facts of every default source as text, one file a source, one item a line, so that the first start
/// shows the whole catalogue without a network. Its own <c>NOTICE.md</c> says whose facts they are.
/// </summary>
public sealed class SeedData(SqliteDatabase database, Ledger ledger)
{
    /// <summary>Who the audit log names for the seeding.</summary>
    public static Person Seeder { get; } = new("seed data", Role.Admin);

    /// <summary>Settles whether a new database gets the seed data, once.</summary>
    /// <param name="folder">The folder of the seed data.</param>
    /// <param name="wanted">Whether it is to get it.</param>
    /// <returns>Whether it got it now.</returns>
    public bool Settle(string folder, bool wanted)
    {
        if (IsSettled()) return false;
        if (wanted && !Directory.Exists(folder)) return false;
        return ledger.Write(Seeder, Mutations.Seed, scope =>
        {
            using var settle = scope.Command("UPDATE Generation SET SeedSettled = 1 WHERE SeedSettled = 0");
            if (settle.ExecuteNonQuery() == 0 || !wanted)
            {
                scope.Audit("database", wanted ? "another process did it" : "left empty");
                return false;
            }

            foreach (var input in Directory.EnumerateFiles(folder, "*.tsv").Order(StringComparer.Ordinal).Select(Read))
            {
                using var writer = new ChangeWriter(scope, input, force: true);
                writer.Apply();
            }

            return true;
        });
    }

    /// <summary>Writes the default sources of a catalogue as seed data.</summary>
    /// <returns>The files, with their sizes in bytes.</returns>
    public static IReadOnlyList<(string File, long Bytes)> Write(CatalogContent content, string folder)
    {
        ArgumentNullException.ThrowIfNull(content);
        Directory.CreateDirectory(folder);
        var written = new List<(string, long)>();
        foreach (var source in content.Sources.Where(source => DefaultSources.KindOf(source.Name) is not null))
        {
            var path = Path.Combine(folder, source.Name + ".tsv");
            using (var writer = new StreamWriter(path, false, new UTF8Encoding(false)) { NewLine = "\n" })
            {
                writer.WriteLine("# " + JsonSerializer.Serialize(new SeedHead(source.Name, source.Kind, source.Domain, source.Version, source.Date, source.Repository, source.Commit), SeedContext.Default.SeedHead));
                foreach (var item in content.Items.Where(item => item.Source == source.Name).OrderBy(item => item.Kind).ThenBy(item => item.ExternalId, StringComparer.Ordinal))
                {
                    writer.WriteLine($"{item.Kind}\t{item.ExternalId}\t{item.Title}\t{item.Path}\t{item.Hash}\t{CatalogJson.Write(item)}");
                }
            }

            written.Add((path, new FileInfo(path).Length));
        }

        return written;
    }

    private static PreparedInput Read(string path)
    {
        using var reader = new StreamReader(path);
        var head = JsonSerializer.Deserialize(reader.ReadLine()![2..], SeedContext.Default.SeedHead)!;
        var reading = new Reading { Version = head.Version, Domain = head.Domain, Seeded = true };
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split('\t', 6);
            var item = CatalogJson.Read(Enum.Parse<ItemKind>(fields[0]), fields[5]);
            (item.ExternalId, item.Title, item.Path, item.Hash) = (fields[1], fields[2], fields[3], fields[4]);
            reading.Add(item);
        }

        return new PreparedInput
        {
            Source = head.Source,
            Kind = head.Kind,
            Before = null,
            Reading = reading,
            Origin = "seed data",
            Repository = head.Repository,
            Commit = head.Commit,
            Date = head.Date is { } date ? DateTime.SpecifyKind(date, DateTimeKind.Utc) : null,
        };
    }

    private bool IsSettled()
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT SeedSettled FROM Generation";
        return Convert.ToBoolean(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}

internal sealed record SeedHead(string Source, SourceKind Kind, AttackDomain? Domain, string Version, DateTime? Date, string Repository, string Commit);

[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SeedHead))]
internal sealed partial class SeedContext : JsonSerializerContext;
