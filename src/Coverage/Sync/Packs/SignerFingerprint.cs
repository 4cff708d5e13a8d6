using System.Security.Cryptography;

namespace Coverage.Sync.Packs;

/// <summary>The fingerprint of a signer's public key: SHA-256 over its SubjectPublicKeyInfo. All of it counts; people compare it in groups.</summary>
public static class SignerFingerprint
{
    private const int Digits = 64;
    private const int Group = 8;

    /// <summary>The fingerprint of a key, lower-case hex.</summary>
    public static string Of(ReadOnlySpan<byte> publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey));

    /// <summary>As it is shown: one word of eight groups, to be read aloud and passed on.</summary>
    public static string Show(string fingerprint) => string.Join('-', fingerprint.Chunk(Group).Select(group => new string(group)));

    /// <summary>A fingerprint as a person gives it, in any case, with dashes, colons or blanks; null if it is none.</summary>
    public static string? Parse(string? text)
    {
        var bare = string.Concat((text ?? "").Where(letter => letter is not ('-' or ':' or ' '))).ToLowerInvariant();
        return bare.Length == Digits && bare.All(char.IsAsciiHexDigitLower) ? bare : null;
    }
}
