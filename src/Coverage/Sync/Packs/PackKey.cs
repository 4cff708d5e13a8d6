using System.Security.Cryptography;
using Coverage.Data;

namespace Coverage.Sync.Packs;

/// <summary>
/// The key pair that an installation signs its packs with (ECDSA over P-256): made once, kept in the data folder's
/// <c>keys</c> as PKCS#8, for its owner's eyes only.
/// </summary>
public sealed class PackKey : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

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

        key.Dispose();
        throw new DatabaseException($"{path} is no P-256 key as this program makes it. Restore it from a backup; or move it away, and a new one is made, whose fingerprint everybody has to trust anew.");
    }

    /// <summary>The installation's key, made if it has none.</summary>
    /// <exception cref="DatabaseException">The file cannot be read as one.</exception>
    public static PackKey FindOrMake(string dataFolder)
    {
        if (Find(dataFolder) is { } found) return found;
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Keep(In(dataFolder), made.ExportPkcs8PrivateKeyPem() + "\n");

        // The one that is there now: of two processes that made one, the first one's stays.
        return Find(dataFolder)!;
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    internal byte[] Sign(ReadOnlySpan<byte> data) => key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    private static string In(string dataFolder) => Path.Combine(dataFolder, "keys", "pack-signing.pem");

    private static void Keep(string path, string pem)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        var draft = $"{path}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var writer = new StreamWriter(draft, options)) writer.Write(pem);
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
