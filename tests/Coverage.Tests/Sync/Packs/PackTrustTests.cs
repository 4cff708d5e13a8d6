using System.Security.Cryptography;
using Coverage.Audit;
using Coverage.Data;
using Coverage.Sources;
using Coverage.Sync;
using Coverage.Sync.Packs;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sync.Packs;

public sealed class PackTrustTests
{
    [Fact]
    public void A_signer_that_is_not_trusted_is_refused_with_the_fingerprint_and_what_to_do()
    {
        using var there = SmallCatalogue.Make();
        using var here = new TestDb();
        var before = here.Dump();
        using var key = PackKey.FindOrMake(there.Database.Folder);

        var refused = Assert.Throws<SignerNotTrustedException>(() => SmallCatalogue.Import(here, SmallCatalogue.Pack(there), trust: false));

        Assert.Equal(key.Fingerprint, refused.Signer);
        Assert.Contains($"--trust {SignerFingerprint.Show(key.Fingerprint)}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Ask the sender", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, here.Dump());
    }

    [Fact]
    public void Trusted_once_the_next_pack_needs_no_word_until_trust_is_withdrawn()
    {
        using var there = SmallCatalogue.Make();
        using var here = new TestDb();
        var signers = new TrustedSigners(here.Database, here.Ledger);

        SmallCatalogue.Import(here, SmallCatalogue.Pack(there));
        SmallCatalogue.Import(here, SmallCatalogue.Pack(there), trust: false);

        var signer = Assert.Single(signers.All());
        Assert.Equal(("ada", "ada"), (signer.Name, signer.Who));
        Assert.Throws<NotAllowedException>(() => signers.Remove(signer.Fingerprint, new Person("bob", Role.Engineer)));
        signers.Remove(signer.Fingerprint, TestDb.Ada);
        Assert.Throws<SignerNotTrustedException>(() => SmallCatalogue.Import(here, SmallCatalogue.Pack(there), trust: false));
        Assert.Throws<ImportUsageException>(() => signers.Remove(signer.Fingerprint, TestDb.Ada));
    }

    [Fact]
    public void A_fingerprint_that_is_not_the_signers_is_refused_whoever_is_trusted()
    {
        using var there = SmallCatalogue.Make();
        using var here = new TestDb();
        var pack = SmallCatalogue.Open(SmallCatalogue.Pack(there));
        SmallCatalogue.Import(here, SmallCatalogue.Pack(there));
        var before = here.Dump();

        Assert.Contains("not the fingerprint that you trust", Assert.Throws<SourceRefusedException>(() => SmallCatalogue.Import(here, pack, new PackImportRequest { Trust = new string('0', 64) })).Message, StringComparison.Ordinal);

        Assert.Equal(before, here.Dump());
    }

    [Fact]
    public void Trusting_takes_an_administrator_importing_an_engineer()
    {
        using var there = SmallCatalogue.Make();
        using var here = new TestDb();
        var pack = SmallCatalogue.Open(SmallCatalogue.Pack(there));
        var before = here.Dump();

        Assert.Throws<NotAllowedException>(() => SmallCatalogue.Import(here, pack, new PackImportRequest { Trust = pack.Signer }, new Person("bob", Role.Engineer)));
        Assert.Equal(before, here.Dump());
        SmallCatalogue.Import(here, pack, new PackImportRequest { Trust = pack.Signer }, TestDb.Ada);

        SmallCatalogue.Import(here, pack, new PackImportRequest(), new Person("bob", Role.Engineer));
        Assert.Throws<NotAllowedException>(() => SmallCatalogue.Import(here, pack, new PackImportRequest(), new Person("eve", Role.Viewer)));
    }

    [Fact]
    public void A_pack_of_ones_own_is_trusted()
    {
        using var db = SmallCatalogue.Make();

        SmallCatalogue.Import(db, SmallCatalogue.Pack(db), trust: false);

        Assert.Empty(new TrustedSigners(db.Database, db.Ledger).All());
    }

    [Fact]
    public void A_pack_that_is_refused_leaves_no_trust_behind()
    {
        using var there = SmallCatalogue.Make();
        using var here = new TestDb();
        here.Import(new MemoryTree(("rules/a.yml", Make.Rule(1))).Of("2026-12-01"));

        Assert.Throws<InputHeldException>(() => SmallCatalogue.Import(here, SmallCatalogue.Pack(there, "sigma")));

        Assert.Empty(new TrustedSigners(here.Database, here.Ledger).All());
    }

    [Fact]
    public async Task The_key_is_made_once_for_its_owner_only_also_by_many_at_once()
    {
        using var folder = new TempFolder();
        Assert.Null(PackKey.Find(folder.Path));

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using var key = PackKey.FindOrMake(folder.Path);
            return key.Fingerprint;
        })));

        Assert.Single(made.Distinct());
        var file = Assert.Single(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories), path => !path.EndsWith(".lock", StringComparison.Ordinal));
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----", File.ReadAllText(file), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_key_file_that_is_none_or_of_another_curve_is_told_and_left()
    {
        using var folder = new TempFolder();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        foreach (var text in new[] { "no key", "", other.ExportPkcs8PrivateKeyPem() })
        {
            var path = folder.Write("keys/pack-signing.pem", System.Text.Encoding.ASCII.GetBytes(text));
            Assert.Contains("no P-256 key", Assert.Throws<DatabaseException>(() => PackKey.FindOrMake(folder.Path)).Message, StringComparison.Ordinal);
            Assert.Equal(text, File.ReadAllText(path));
        }
    }

    [Theory]
    [InlineData("0123abcd-0123abcd-0123abcd-0123abcd-0123abcd-0123abcd-0123abcd-0123abcd", true)]
    [InlineData("01:23:AB:CD 0123abcd0123abcd0123abcd0123abcd0123abcd0123abcd0123abcd", true)]
    [InlineData("0123abcd", false)]
    [InlineData("0123abcx0123abcd0123abcd0123abcd0123abcd0123abcd0123abcd0123abcd", false)]
    [InlineData(null, false)]
    public void A_fingerprint_counts_whole_and_in_any_spelling(string? text, bool isOne)
    {
        Assert.Equal(isOne ? string.Concat(Enumerable.Repeat("0123abcd", 8)) : null, SignerFingerprint.Parse(text));
    }
}
