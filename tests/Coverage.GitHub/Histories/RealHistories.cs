using System.Globalization;
using System.IO.Compression;

namespace Coverage.GitHub.Histories;

/// <summary>The four sources as repositories with their real files at their real paths, from the snapshots in <c>shared/data</c>.</summary>
public sealed class RealHistories
{
    private readonly string _data;

    /// <param name="server">Where the repositories are added, still empty.</param>
    /// <param name="data">The folder of snapshots.</param>
    public RealHistories(GitHubServer server, string data)
    {
        ArgumentNullException.ThrowIfNull(server);
        _data = data;
        Sigma = new(server.AddRepository("SigmaHQ/sigma", "master"), Archives("sigma", "sigma-"));
        Atomics = new(server.AddRepository("redcanaryco/atomic-red-team", "master"), Archives("atomics", "atomics-"));
        D3fend = new(server.AddRepository("d3fend/d3fend-ontology", "master"),
        [
            new("Release 1.0.0", Day("2024-12-20"), () => Ontology("d3fend-protege-1.0.0.ttl.gz"), "v1.0.0"),
            new("Ontology of 2025-08-25", Day("2025-08-25"), () => Ontology("d3fend-protege-2025-08-25.ttl.gz")),
        ]);
        Attack = new(server.AddRepository("mitre-attack/attack-stix-data", "master"),
        [
            new("ATT&CK 18.1", Day("2025-11-13"), () => Bundles("18.1"), "v18.1"),
            new("ATT&CK 19.1", Day("2026-05-12"), () => Bundles("18.1", "19.1"), "v19.1"),
        ]);
    }

    /// <summary>June, July and August 2026.</summary>
    public RealHistory Sigma { get; }

    /// <summary>July and August 2026.</summary>
    public RealHistory Atomics { get; }

    /// <summary>1.0.0, then August 2025.</summary>
    public RealHistory D3fend { get; }

    /// <summary>Enterprise 18.1 and then 19.1, with ICS 18.1 and mobile 17.1, and the index of them all.</summary>
    public RealHistory Attack { get; }

    public IReadOnlyList<RealHistory> All => [Attack, D3fend, Sigma, Atomics];

    private IEnumerable<Snapshot> Archives(string folder, string prefix) =>
        Directory.GetFiles(Path.Combine(_data, folder), $"{prefix}*.tar.gz").Order(StringComparer.Ordinal).Select(path =>
        {
            var date = Path.GetFileName(path)[prefix.Length..^".tar.gz".Length];
            return new Snapshot($"State of {date}", Day(date), () => Files.FromArchive(path));
        });

    private Files Ontology(string name) => new() { Whole = true, ["src/ontology/d3fend-protege.ttl"] = Unzipped(Path.Combine("d3fend", name)) };

    private Files Bundles(params ReadOnlySpan<string> enterprise)
    {
        var files = new Files { Whole = true };
        var index = new AttackIndex();
        foreach (var version in enterprise)
        {
            Add(files, index, "enterprise-attack", version);
        }

        Add(files, index, "mobile-attack", "17.1");
        Add(files, index, "ics-attack", "18.1");
        files["index.json"] = index.ToBytes();
        return files;
    }

    /// <summary>A release has its own file; the newest is also there under its domain's plain name.</summary>
    private void Add(Files files, AttackIndex index, string domain, string version)
    {
        var bytes = Unzipped(Path.Combine("attack", $"{domain}-{version}.json.gz"));
        files[$"{domain}/{domain}-{version}.json"] = bytes;
        files[$"{domain}/{domain}.json"] = bytes;
        index.Add(domain, version);
    }

    private byte[] Unzipped(string name)
    {
        using var gzip = new GZipStream(File.OpenRead(Path.Combine(_data, name)), CompressionMode.Decompress);
        var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static DateTimeOffset Day(string date) => DateTimeOffset.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
