namespace Coverage.Data;

/// <summary>Somebody whose packs are taken: an administrator compared the fingerprint of their key.</summary>
public sealed class TrustedSignerRow
{
    /// <summary>SHA-256 (lower-case hex) of the public key's SubjectPublicKeyInfo.</summary>
    public required string Fingerprint { get; set; }

    /// <summary>What the pack called its maker when it was trusted. It proves nothing.</summary>
    public required string Name { get; set; }

    /// <summary>Who said that it is to be trusted.</summary>
    public required string Who { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTime At { get; set; }
}
