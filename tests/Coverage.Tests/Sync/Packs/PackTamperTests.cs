using System.Globalization;
using System.Numerics;
using System.Text;
using Coverage.Sources;
using Coverage.Sync.Packs;
using Coverage.Tests.Support;

namespace Coverage.Tests.Sync.Packs;

/// <summary>A changed byte is refused, wherever it is, and nothing has changed.</summary>
public sealed class PackTamperTests : IDisposable
{
    private readonly TestDb there = SmallCatalogue.Make();
    private readonly TestDb here = new();
    private readonly byte[] pack;
    private readonly string before;

    public PackTamperTests()
    {
        pack = SmallCatalogue.Pack(there);
        SmallCatalogue.Import(here, pack);
        before = here.Dump();
    }

    public void Dispose()
    {
        Assert.Equal(before, here.Dump());
        there.Dispose();
        here.Dispose();
    }

    [Fact]
    public void Every_byte_of_it_counts()
    {
        var random = new Random(4);
        for (var at = 0; at < pack.Length; at++)
        {
            var changed = pack.ToArray();
            changed[at] ^= (byte)(1 << random.Next(8));
            Refused(changed, $"byte {at}");
        }
    }

    [Fact]
    public void Cut_anywhere_it_is_refused()
    {
        var ends = Enumerable.Range(0, pack.Length / PackFormat.Block).Select(block => block * PackFormat.Block).Concat(Enumerable.Range(1, 200).Select(i => i * pack.Length / 201)).Append(pack.Length - 1);
        foreach (var end in ends) Refused(pack[..end], $"cut at {end}");
    }

    [Fact]
    public void What_follows_its_end_or_is_put_between_is_refused()
    {
        Refused([.. pack, 0], "one more zero");
        Refused([.. pack, .. pack], "twice");
        var end = pack.Length - PackFormat.End.Length;
        Refused([.. pack[..end], .. Entry("sources/evil.jsonl.gz", "x"u8), .. pack[end..]], "one more file");
        Refused([.. Entry("first", "x"u8), .. pack], "one before");
    }

    [Fact]
    public void Files_that_are_left_out_twice_there_or_in_another_order_are_told()
    {
        var forge = new PackForge(there);
        var files = forge.Files.ToList();

        Assert.Contains("where sources/atomic.jsonl.gz belongs", Refused(Without(0)), StringComparison.Ordinal);
        Assert.Contains("there is nothing where sources/sigma.jsonl.gz belongs", Refused(Without(files.Count - 1)), StringComparison.Ordinal);
        Assert.Contains("'sources/sigma.jsonl.gz' in it, of which its manifest says nothing", Refused(With([.. files, files[^1]])), StringComparison.Ordinal);
        Assert.Contains("belongs", Refused(With([files[1], files[0], .. files[2..]])), StringComparison.Ordinal);
        Assert.Contains("not as long as the manifest says", Refused(With([(files[0].Name, files[0].Content[..^1]), .. files[1..]])), StringComparison.Ordinal);

        byte[] Without(int index) => With([.. files.Where((_, i) => i != index)]);

        byte[] With(List<(string, byte[])> others)
        {
            forge.Files.Clear();
            forge.Files.AddRange(others);
            return forge.Bytes();
        }
    }

    [Fact]
    public void The_other_signature_that_the_mathematics_allows_is_not_taken()
    {
        var manifest = new PackForge(there).Manifest.Bytes();
        using var key = PackKey.FindOrMake(there.Database.Folder);
        var good = PackSignature.Of(manifest, key);
        var order = BigInteger.Parse("00FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var s = (order - new BigInteger(good.Signature.AsSpan(32), isUnsigned: true, isBigEndian: true)).ToByteArray(isUnsigned: true, isBigEndian: true);
        var other = good with { Signature = [.. good.Signature[..32], .. new byte[32 - s.Length], .. s] };

        Assert.Equal(key.Fingerprint, PackSignature.Check(good.Bytes(), manifest, "x"));
        Assert.Throws<SourceRefusedException>(() => PackSignature.Check(other.Bytes(), manifest, "x"));
    }

    [Fact]
    public void A_manifest_that_another_key_signed_is_another_signers()
    {
        using var eve = SmallCatalogue.Make();
        var forged = SmallCatalogue.Pack(eve);

        Assert.Throws<SignerNotTrustedException>(() => SmallCatalogue.Import(here, forged, trust: false));
    }

    [Fact]
    public void A_file_that_is_replaced_after_it_was_checked_is_refused()
    {
        var changed = pack.ToArray();
        var opened = 0;
        var reader = PackReader.Open(() => new MemoryStream(opened++ == 0 ? pack : changed), "a", null, TestContext.Current.CancellationToken);
        var source = reader.Manifest.Sources[^1];
        var at = pack.Length - PackFormat.End.Length - PackFormat.Padding(source.Length).Length - (int)source.Length;
        changed[at + 4] ^= 1; // The time in gzip's header, which changes nothing of what comes out.

        Assert.Contains("It changed while it was read.", Assert.Throws<SourceRefusedException>(() => SmallCatalogue.Import(here, reader)).Message, StringComparison.Ordinal);
    }

    private static byte[] Entry(string name, ReadOnlySpan<byte> content) => [.. PackFormat.Header(name, content.Length), .. content, .. PackFormat.Padding(content.Length)];

    private string Refused(byte[] bytes, string what = "")
    {
        try
        {
            SmallCatalogue.Import(here, bytes, trust: false);
        }
        catch (SourceRefusedException problem) when (problem is not SignerNotTrustedException)
        {
            return problem.Message;
        }
        catch (Exception problem) when (problem is not SourceRefusedException)
        {
            Assert.Fail($"{what}: {problem}");
        }

        Assert.Fail($"It was taken, or only its signer was not: {what}.");
        return "";
    }
}
