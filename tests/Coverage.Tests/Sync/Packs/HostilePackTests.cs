using System.Text;
using System.Text.Json;
using Coverage.Catalog;
using Coverage.Sources;
using Coverage.Sync.Packs;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sync.Packs;

/// <summary>Packs that a trusted key signed, and that are refused all the same.</summary>
public sealed class HostilePackTests : IDisposable
{
    private readonly TestDb db = SmallCatalogue.Make();

    public void Dispose() => db.Dispose();

    [Theory]
    [InlineData("rules/a.yml", "../rules/a.yml", "path is none")]
    [InlineData("rules/a.yml", "/rules/a.yml", "path is none")]
    [InlineData("rules/a.yml", "C:/a.yml", "path is none")]
    [InlineData("rules/a.yml", "rules//a.yml", "path is none")]
    [InlineData("{\"item\":{\"kind\":\"Rule\"", "{\"item\":{\"kind\":\"Test\"", "A source of Sigma holds no Test.")]
    [InlineData("{\"item\":{\"kind\":\"Rule\"", "{\"item\":{\"kind\":\"Evil\"", "could not be converted")]
    [InlineData("{\"item\":{\"kind\":\"Rule\"", "{\"item\":{\"kind\":99", "A source of Sigma holds no 99.")]
    [InlineData("\"facts\":{", "\"facts\":null,\"more\":{", "no facts")]
    [InlineData("\"facts\":{", "\"more\":{", "missing required")]
    [InlineData("\"tags\":[]", "\"tags\":null", "not whole")]
    [InlineData("\"tags\":[]", "\"tags\":[null]", "not whole")]
    [InlineData("\"tags\":[],", "", "not whole")]
    [InlineData("\"tags\":[]", "\"form\":7,\"tags\":[]", "not whole")]
    [InlineData("\"item\":{", "\"item\":[", "could not be converted")]
    [InlineData("\"title\":\"Rule 1\"", "\"title\":null", "null")]
    public void An_item_that_cannot_have_come_from_a_catalogue_is_refused(string old, string now, string reason)
    {
        Assert.Contains(reason, Refused(new PackForge(db).First("sigma", old, now).Bytes()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("attack-enterprise", "\"position\":0", "\"position\":-1")]
    [InlineData("attack-enterprise", "\"domain\":\"Enterprise\"", "\"domain\":9")]
    [InlineData("atomic", "\"number\":1", "\"number\":-1")]
    public void A_number_that_cannot_be_is_refused(string source, string old, string now)
    {
        var forge = new PackForge(db).Lines(source, lines => lines.Select(line => line.Contains("\"Tactic\"", StringComparison.Ordinal) && old.StartsWith("\"position", StringComparison.Ordinal) ? line.Replace("\"shortName\"", now + ",\"shortName\"", StringComparison.Ordinal) : line.Replace(old, now, StringComparison.Ordinal)));

        Assert.Contains("not whole", Refused(forge.Bytes()), StringComparison.Ordinal);
    }

    [Fact]
    public void An_item_or_a_file_that_is_there_twice_or_out_of_order_is_refused()
    {
        Assert.Contains("is there twice", Refused(new PackForge(db).Lines("sigma", lines => [lines[0], .. lines]).Bytes()), StringComparison.Ordinal);
        Assert.Contains("rules/a.yml is there twice", Refused(new PackForge(db).Lines("sigma", lines => [.. lines[..3], .. lines[2..]]).Bytes()), StringComparison.Ordinal);
        Assert.Contains("An item comes after the files.", Refused(new PackForge(db).Lines("sigma", lines => [lines[0], lines[2], lines[1], .. lines[3..]]).Bytes()), StringComparison.Ordinal);
        Assert.Contains("neither an item nor a file nor a problem", Refused(new PackForge(db).Lines("sigma", lines => [.. lines, "{}"]).Bytes()), StringComparison.Ordinal);
        Assert.Contains("does not hold as much as the manifest says", Refused(new PackForge(db).Lines("sigma", lines => lines[1..]).Bytes()), StringComparison.Ordinal);
        Assert.Contains("negative", Refused(new PackForge(db).Lines("sigma", lines => [.. lines, "{\"problem\":{\"path\":\"\",\"line\":-1,\"message\":\"\",\"advice\":\"\"}}"]).Bytes()), StringComparison.Ordinal);
    }

    [Fact]
    public void What_unpacks_to_far_too_much_is_refused_while_it_streams()
    {
        Assert.Contains("more than 200 times its size", Refused(new PackForge(db).Content("sigma", Pack.Gz(new byte[40 << 20])).Bytes()), StringComparison.Ordinal);
        var noise = new byte[9 << 20];
        new Random(1).NextBytes(noise);
        for (var i = 0; i < noise.Length; i++) noise[i] = (byte)('a' + (noise[i] % 20));
        Assert.Contains("a line of more than", Refused(new PackForge(db).Content("sigma", Pack.Gz([.. noise, .. noise])).Bytes()), StringComparison.Ordinal);
        Assert.Contains("cannot be read whole", Refused(new PackForge(db).Content("sigma", new PackForge(db).Files[^1].Content[..^2]).Bytes()), StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_million_lines_are_refused_long_before_the_last()
    {
        var lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{{\"file\":{{\"path\":\"{i}\",\"blob\":\"{i:d40}\",\"recheck\":false}}}}\n")));
        var forge = new PackForge(db);
        var limits = SourceLimits.Default with { Entries = 1000 };
        var pack = forge.Content("sigma", Pack.Gz(lines)).Bytes();

        var reader = PackReader.Open(() => new MemoryStream(pack), "a", limits, TestContext.Current.CancellationToken);

        Assert.Contains("more than 4,000 entries", Assert.Throws<SourceRefusedException>(() => SmallCatalogue.Import(db, reader, new PackImportRequest { Force = true })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_that_is_nested_too_deep_is_refused()
    {
        var deep = new string('[', 100_000);
        Assert.Contains("depth", Refused(new PackForge(db).Lines("sigma", lines => ["{\"more\":" + deep, .. lines]).Bytes()), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("depth", Refused(new PackForge(db).First("sigma", "\"tags\":[]", "\"tags\":" + deep).Bytes()), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("manifest", Refused(new PackForge(db).Bytes(Encoding.ASCII.GetBytes(deep))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_that_makes_no_sense_is_refused()
    {
        PackedSource[] wrong =
        [
            Sigma(source => source with { File = "../sigma.jsonl.gz" }),
            Sigma(source => source with { Name = "../sigma" }),
            Sigma(source => source with { Name = "atomic" }),
            Sigma(source => source with { Length = -1 }),
            Sigma(source => source with { Length = 1L << 32 }),
            Sigma(source => source with { Files = -1 }),
            Sigma(source => source with { Kind = (SourceKind)9 }),
            Sigma(source => source with { Domain = AttackDomain.Ics }),
            Sigma(source => source with { Origin = "\u001b[2J" }),
            Sigma(source => source with { Items = new Dictionary<ItemKind, int> { [ItemKind.Rule] = -2 } }),
        ];
        foreach (var source in wrong) Refused(new PackForge(db).Source("sigma", _ => source).Bytes());
        Assert.Contains("holds no source", Refused(With(manifest => manifest with { Sources = [] })), StringComparison.Ordinal);
        Assert.Contains("there is no format 0", Refused(With(manifest => manifest with { Format = 0 })), StringComparison.Ordinal);
        Assert.Contains("who made it", Refused(With(manifest => manifest with { MadeBy = "\u001b[2J" })), StringComparison.Ordinal);
        Assert.Contains("manifest cannot be read", Refused(new PackForge(db).Bytes("{\"format\":1,\"sources\":[null]}"u8.ToArray())), StringComparison.Ordinal);
        Refused(new PackForge(db).Bytes("{\"format\":1,\"productVersion\":\"\",\"madeAt\":\"2026-01-01T00:00:00Z\",\"madeBy\":\"\",\"sources\":[null]}"u8.ToArray()));
        Refused(new PackForge(db).Bytes(new byte[(1 << 20) + 1]));

        PackedSource Sigma(Func<PackedSource, PackedSource> change) => change(new PackForge(db).Manifest.Sources[^1]);

        byte[] With(Func<PackManifest, PackManifest> change)
        {
            var forge = new PackForge(db);
            forge.Manifest = change(forge.Manifest);
            return forge.Bytes();
        }
    }

    [Fact]
    public void A_newer_format_is_refused_with_what_to_do_whatever_else_it_holds()
    {
        var refused = Refused(new PackForge(db).Bytes("{\"format\":2,\"productVersion\":\"3.1\",\"madeBy\":{}}"u8.ToArray()));

        Assert.Contains("the pack is of format 2, made by Coverage 3.1; this version reads up to format 1. Update", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_pack_is_told_so()
    {
        foreach (var bytes in new[] { [], "hello"u8.ToArray(), new byte[4096], Pack.Gz(new byte[5000]), Pack.Tar(("rules/a.yml", Make.Rule(1))), Pack.Zip(("manifest.json", "{}")) })
        {
            var refused = Refused(bytes);
            Assert.True(refused.Contains("is no pack", StringComparison.Ordinal) || refused.Contains("cannot be read whole", StringComparison.Ordinal), refused);
        }
    }

    [Fact]
    public void What_a_catalogue_holds_is_whole()
    {
        Assert.All(db.View.Items, item => Assert.True(CatalogJson.IsWhole(item), item.ExternalId));
        Assert.NotEmpty(db.View.Items.OfType<Actor>());
        Assert.False(CatalogJson.IsWhole(CatalogJson.Read(ItemKind.Tactic, "{\"shortName\":\"x\",\"domain\":\"Enterprise\"}")));
        Assert.Throws<JsonException>(() => CatalogJson.Read(ItemKind.Tactic, "{}"));
    }

    private string Refused(byte[] pack)
    {
        var before = db.Dump();
        var message = Assert.Throws<SourceRefusedException>(() => SmallCatalogue.Import(db, pack, trust: false, force: true)).Message;
        Assert.Equal(before, db.Dump());
        return message;
    }
}
