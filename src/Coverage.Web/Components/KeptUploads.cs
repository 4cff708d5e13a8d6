using System.Security.Cryptography;
using System.Text;
using Coverage.Audit;

namespace Coverage.Web.Components;

/// <summary>What a person uploaded, and has not decided about yet.</summary>
/// <param name="Token">By what it is found again; random.</param>
/// <param name="Who">Whose it is.</param>
/// <param name="Content">What was made of it.</param>
/// <param name="Bytes">How large the upload was.</param>
/// <param name="Until">Until when it is kept, UTC.</param>
internal sealed record KeptUpload<T>(string Token, string Who, T Content, long Bytes, DateTime Until);

/// <summary>
/// Uploads that were read and wait for their person's word: in memory, for half an hour, a few for each person and a
/// bounded number and size of them in all; the oldest make room.
/// </summary>
internal sealed class KeptUploads<T>(TimeProvider time)
{
    private const int Most = 20;
    private const int MostOfOne = 3;
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(30);
    private readonly Lock gate = new();
    private readonly List<KeptUpload<T>> kept = [];

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Keeps what was made of an upload.</summary>
    public KeptUpload<T> Keep(Person who, T content, long bytes)
    {
        var made = new KeptUpload<T>(RandomNumberGenerator.GetHexString(32, lowercase: true), who.Name, content, bytes, Now + Lasting);
        lock (gate)
        {
            kept.RemoveAll(one => one.Until <= Now);
            while (kept.Count(one => one.Who == who.Name) >= MostOfOne) kept.Remove(kept.First(one => one.Who == who.Name));
            while (kept.Count > 0 && (kept.Count >= Most || kept.Sum(one => one.Bytes) + bytes > 4L * UploadLimit.Bytes)) kept.RemoveAt(0);
            kept.Add(made);
        }

        return made;
    }

    /// <summary>What a person uploaded; null if it is not theirs, or not kept any more.</summary>
    public KeptUpload<T>? Find(string token, Person who)
    {
        lock (gate)
        {
            return kept.Find(one => one.Until > Now && one.Who == who.Name && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one.Token), Encoding.UTF8.GetBytes(token)));
        }
    }

    /// <summary>Forgets an upload.</summary>
    public void Forget(KeptUpload<T> upload)
    {
        lock (gate)
        {
            kept.Remove(upload);
        }
    }
}

/// <summary>What an upload by an ordinary form may be.</summary>
internal static class UploadLimit
{
    /// <summary>Bytes of the file.</summary>
    public const int Bytes = 32 << 20;

    /// <summary>Bytes of a request that is read at all: up to here what is too large is refused in words, beyond it the connection is closed.</summary>
    public const int Form = 2 * Bytes;
}
