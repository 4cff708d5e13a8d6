using System.Formats.Tar;
using System.Text.Json;
using Coverage.Tests.Support;

namespace Coverage.Web.Tests.Commands;

public sealed class PackVerbTests : IDisposable
{
    private readonly Cli there = new();
    private readonly Cli here = new();

    [Fact]
    public void From_one_installation_to_another_with_the_fingerprint_compared()
    {
        Load();
        var pack = there.PathOf("a.coveragepack");

        var written = there.Run("pack", "-o", pack);
        var key = there.Done("pack", "key").Trim();
        var refused = here.Run("import", "pack", pack);
        var done = here.Run("import", "pack", pack, "--trust", key);
        var again = here.Run("import", pack);

        Assert.Equal((0, ""), (written.Code, written.Out));
        Assert.EndsWith($"signed by {key}\n", written.Err, StringComparison.Ordinal);
        Assert.Equal((3, ""), (refused.Code, refused.Out));
        Assert.Contains($"--trust {key}", refused.Err, StringComparison.Ordinal);
        Assert.Equal((0, "attack-enterprise (19.1): 1 added, 0 changed, 0 removed, 0 moved, 0 unchanged\nsigma (2026-08-05): 1 added, 0 changed, 0 removed, 0 moved, 0 unchanged; 1 problem\n"), (done.Code, done.Out));
        Assert.Contains("sigma rules/bad.yml:1: It is not a Sigma rule", done.Err, StringComparison.Ordinal);
        Assert.Equal((0, "attack-enterprise (19.1): 0 added, 0 changed, 0 removed, 0 moved, 1 unchanged\nsigma (2026-08-05): 0 added, 0 changed, 0 removed, 0 moved, 1 unchanged; 1 problem\n"), (again.Code, again.Out));
        Assert.StartsWith(key, here.Done("pack", "signers"), StringComparison.Ordinal);
        Assert.Equal("", here.Done("pack", "signers", "--remove", key.ToUpperInvariant()));
        Assert.Equal(3, here.Run("import", "pack", pack).Code);
    }

    [Fact]
    public void A_changed_byte_is_3_and_leaves_nothing()
    {
        Load();
        var bytes = File.ReadAllBytes(Packed(out var key));
        bytes[bytes.Length / 2] ^= 1;

        var result = here.Run("import", "pack", here.Write("b.coveragepack", bytes), "--trust", key);

        Assert.Equal((3, ""), (result.Code, result.Out));
        Assert.Contains("changed or is damaged", result.Err, StringComparison.Ordinal);
        Assert.Equal("", here.Done("pack", "signers"));
        Assert.Equal("Nothing is loaded. Import something: coverage import PATH\n", here.Done("status"));
    }

    [Fact]
    public void Stdout_takes_the_pack_and_JSON_tells_of_it()
    {
        Load();

        using var json = JsonDocument.Parse(there.Done("pack", "--json", "-o", there.PathOf("a"), "--source", "sigma"));

        Assert.Equal(["sigma"], json.RootElement.GetProperty("sources").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(new FileInfo(there.PathOf("a")).Length, json.RootElement.GetProperty("bytes").GetInt64());
        Assert.StartsWith("manifest.json\0", there.Done("pack", "--quiet"), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_use_is_2_and_leaves_no_file()
    {
        Load();
        var pack = Packed(out var key);
        (Cli Cli, string[] Args)[] wrong =
        [
            (there, ["pack", "-o", there.PathOf("none"), "--source", "sygma"]),
            (here, ["pack", "-o", here.PathOf("none")]),
            (here, ["pack", "--json"]),
            (here, ["import", "pack"]),
            (here, ["import", "pack", pack, pack]),
            (here, ["import", pack, "other.tar.gz"]),
            (here, ["import", "pack", pack, "--source", "x"]),
            (here, ["import", "pack", pack, "--trust", "1234"]),
            (here, ["import", "sigma", "x.tar.gz", "--trust", key]),
            (here, ["pack", "signers", "--remove", key]),
            (here, ["pack", "signers", "--remove", "x"]),
        ];
        foreach (var (cli, args) in wrong)
        {
            var result = cli.Run(args);
            Assert.True((2, "") == (result.Code, result.Out), $"{string.Join(' ', args)}: {result.Code} {result.Out}{result.Err}");
        }

        Assert.False(File.Exists(there.PathOf("none")) || File.Exists(here.PathOf("none")) || File.Exists(here.PathOf("none.part")));
        Assert.Equal(3, here.Run("import", "pack", "nowhere.coveragepack").Code);
    }

    [Fact]
    public void Everything_real_over_the_seed_data_is_the_same_in_the_next_pack()
    {
        Repository.At("seed-data");
        string[] files =
        [
            "attack/enterprise-attack-19.1.json.gz", "attack/ics-attack-18.1.json.gz", "attack/mobile-attack-17.1.json.gz",
            "d3fend/d3fend-protege-2025-08-25.ttl.gz", "sigma/sigma-2026-08-05.tar.gz", "atomics/atomics-2026-08-17.tar.gz",
        ];
        Assert.Equal(0, there.RunPlain(["import", .. files.Select(SharedData.File)]).Code);
        Assert.Equal(0, there.RunPlain("pack", "-o", there.PathOf("a")).Code);

        var result = here.RunPlain("import", "pack", there.PathOf("a"), "--trust", there.Done("pack", "key").Trim());

        Assert.Equal(0, result.Code);
        Assert.Equal(6, result.Out.Split('\n').Count(line => line.Contains(": 0 added, 0 changed, 0 removed, 0 moved, ", StringComparison.Ordinal) && line.Contains(" filled", StringComparison.Ordinal)));
        Assert.Equal(0, here.RunPlain("pack", "-o", here.PathOf("b")).Code);
        Assert.Equal(Sources(there.PathOf("a")), Sources(here.PathOf("b")));
    }

    public void Dispose()
    {
        there.Dispose();
        here.Dispose();
    }

    private void Load() => there.Done("import", there.WriteRules("rules.tar.gz", ("rules/a.yml", Make.Rule(1)), ("rules/bad.yml", "title: x\n")), there.WriteAttack("enterprise-attack.json", "19.1", "T1001"));

    /// <summary>What a pack's manifest says of its sources, sums included.</summary>
    private static string Sources(string pack)
    {
        using var reader = new TarReader(File.OpenRead(pack));
        using var manifest = JsonDocument.Parse(reader.GetNextEntry()!.DataStream!);
        return manifest.RootElement.GetProperty("sources").GetRawText();
    }

    private string Packed(out string key)
    {
        var pack = there.PathOf("packed.coveragepack");
        there.Done("pack", "-o", pack);
        key = there.Done("pack", "key").Trim();
        return pack;
    }
}
