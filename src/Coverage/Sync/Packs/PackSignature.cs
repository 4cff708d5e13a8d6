using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Coverage.Sources;

namespace Coverage.Sync.Packs;

/// <summary>
/// The signature over the manifest's bytes, and the public key that it is to be checked with. Of the two signatures that
/// ECDSA allows for one (s and its negative) only the smaller one is taken, and only in one spelling: no byte of it can be
/// changed either.
/// </summary>
/// <param name="Algorithm">Always <see cref="Known"/>.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo.</param>
/// <param name="Signature">r and s, 32 bytes each.</param>
internal sealed record PackSignature(string Algorithm, byte[] PublicKey, byte[] Signature)
{
    public const string Known = "ECDSA-P256-SHA256";

    private const int Half = 32;

    private const int KeyBytes = 91;

    private static readonly BigInteger Order = BigInteger.Parse("00FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public static PackSignature Of(ReadOnlySpan<byte> manifest, PackKey key)
    {
        var signature = key.Sign(manifest);
        var s = new BigInteger(signature.AsSpan(Half), isUnsigned: true, isBigEndian: true);
        if (s > Order / 2)
        {
            var small = (Order - s).ToByteArray(isUnsigned: true, isBigEndian: true);
            signature.AsSpan(Half).Clear();
            small.CopyTo(signature.AsSpan((2 * Half) - small.Length));
        }

        return new PackSignature(Known, key.PublicKey, signature);
    }

    public byte[] Bytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, PackContext.Readable.PackSignature), (byte)'\n'];

    /// <summary>Checks the signature of a manifest.</summary>
    /// <returns>The fingerprint of the key that it was made with.</returns>
    /// <exception cref="SourceRefusedException">It is not one, or not of this manifest.</exception>
    public static string Check(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> manifest, string origin)
    {
        if (!Read(bytes, out var signature) || !signature.Holds(manifest))
        {
            throw new SourceRefusedException($"{origin}: the pack's signature does not hold for what is in it. The pack was changed or is damaged; have it sent again.");
        }

        return SignerFingerprint.Of(signature.PublicKey);
    }

    /// <summary>Whether a public key is a point on P-256, written in full; all such keys start alike, and one with a curve of its own does not.</summary>
    public static bool IsOurs(ReadOnlySpan<byte> publicKey) => publicKey.Length == KeyBytes && publicKey.StartsWith(KeyStart);

    private static ReadOnlySpan<byte> KeyStart => [0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04];

    private static bool Read(ReadOnlySpan<byte> bytes, out PackSignature signature)
    {
        signature = null!;
        try
        {
            signature = JsonSerializer.Deserialize(bytes, PackContext.Default.PackSignature)!;
            return signature is { Algorithm: Known, Signature.Length: 2 * Half } && IsOurs(signature.PublicKey) && bytes.SequenceEqual(signature.Bytes());
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool Holds(ReadOnlySpan<byte> manifest)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(PublicKey, out _);
            return new BigInteger(Signature.AsSpan(Half), isUnsigned: true, isBigEndian: true) <= Order / 2
                && key.VerifyData(manifest, Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
