using System.Security.Cryptography;
using Coverage.Data;

namespace Coverage.Sync.Packs;

/// <summary>
/// The key pair that an installation signs its packs with (ECDSA over P-256): made once, kept in the data folder's
/// <c>keys</c> as PKCS#8, for its owner's eyes only.
/// </summary>
public sealed class PackKey : IDisposable
{
    private readonly ECDsa key;

    private PackKey(ECDsa key)
    {
        this.key = key;
        PublicKey = key.ExportSubjectPublicKeyInfo();
        Fingerprint = SignerFingerprint.Of(PublicKey);
    }

    /// <summary>What others know the key by, lower-case hex.</summary>
    public string Fingerprint { get; }

    /// <summary>The public key, as SubjectPublicKeyInfo.</summary>
    internal byte[] PublicKey { get; }

    /// <summary>The installation's key; null as long as it has none.</summary>
    /// <exception cref="DatabaseException">The file cannot be read as one.</exception>
    public static PackKey? Find(string dataFolder)
    {
        var path = In(dataFolder);
        if (!File.Exists(path)) return null;
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            if (PackSignature.IsOurs(key.ExportSubjectPublicKeyInfo())) return new PackKey(key);
        }
        catch (Exception problem) when (problem is CryptographicException or ArgumentException)
        {
            // Told below, as every other file that is none.
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            key.Dispose();
            throw new DatabaseException($"{path} cannot be read: {problem.Message} Give this account the right to read it.", problem);
        }

        key.Dispose();
        throw new DatabaseException($"{path} is no P-256 key as this program makes it. Restore it from a backup; or move it away, and a new one is made, whose fingerprint everybody has to trust anew.");
    }

    /// <summary>The installation's key, made if it has none.</summary>
    /// <exception cref="DatabaseException">The file cannot be read as one.</exception>
    public static PackKey FindOrMake(string dataFolder)
    {
        if (Find(dataFolder) is { } found) return found;
        OwnerFiles.MakeFolder(Path.GetDirectoryName(In(dataFolder))!);

        // One at a time: to move a file where there is none yet is no single step on Unix.
        using var gate = OwnerFiles.WaitForLock(In(dataFolder) + ".lock");
        if (Find(dataFolder) is { } others) return others;
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Keep(In(dataFolder), made.ExportPkcs8PrivateKeyPem() + "\n");
        return Find(dataFolder)!;
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    internal byte[] Sign(ReadOnlySpan<byte> data) => key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    private static string In(string dataFolder) => Path.Combine(dataFolder, "keys", "pack-signing.pem");

    private static void Keep(string path, string pem)
    {
        var draft = path + ".tmp";
        using (var writer = new StreamWriter(OwnerFiles.Open(draft, FileShare.None)))
        {
            writer.BaseStream.SetLength(0);
            writer.Write(pem);
        }

        File.Move(draft, path, overwrite: true);
    }
}
