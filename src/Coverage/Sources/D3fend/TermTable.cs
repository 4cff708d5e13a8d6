namespace Coverage.Sources.D3fend;

/// <summary>
/// Gives each distinct UTF-8 key a dense number from 0. The keys lie one after another in one array, so that a term
/// costs its bytes and 16 more, and no object.
/// </summary>
internal sealed class TermTable
{
    /// <summary>What <see cref="Find"/> says of a key that is not there; no term and no literal has this number.</summary>
    public const int Absent = int.MinValue;

    private readonly long limit;
    private byte[] keys;
    private int used;
    private Entry[] entries;
    private int[] buckets;

    /// <param name="limit">Bytes that all keys together may take: short names under a long prefix must not fill the memory.</param>
    /// <param name="expected">About how many terms to expect.</param>
    public TermTable(long limit = 1 << 20, int expected = 16)
    {
        this.limit = Math.Min(limit, Array.MaxLength);
        var capacity = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)expected);
        keys = new byte[capacity * 64];
        entries = new Entry[capacity];
        buckets = new int[capacity];
    }

    /// <summary>How many terms there are.</summary>
    public int Count { get; private set; }

    /// <summary>The key of a term; empty for one that was made by <see cref="Unnamed"/>.</summary>
    public ReadOnlySpan<byte> this[int term] => keys.AsSpan(entries[term].Start, Math.Max(0, entries[term].Length));

    /// <summary>Whether the term has a key.</summary>
    public bool IsNamed(int term) => term >= 0 && entries[term].Length >= 0;

    /// <summary>The number of a key, or <see cref="Absent"/>.</summary>
    public int Find(ReadOnlySpan<byte> key) => Find(key, Hash(key));

    /// <summary>The number of a key, a new one if it is new.</summary>
    /// <exception cref="InvalidDataException">The keys take more than the limit.</exception>
    public int Intern(ReadOnlySpan<byte> key)
    {
        var hash = Hash(key);
        var found = Find(key, hash);
        return found >= 0 ? found : Add(key, hash);
    }

    /// <summary>A new term without a key.</summary>
    public int Unnamed()
    {
        GrowEntries();
        entries[Count] = new Entry(0, 0, -1, -1);
        return Count++;
    }

    private static int Hash(ReadOnlySpan<byte> key)
    {
        // Seeded anew in each process, so that no file can be made to collide.
        HashCode hash = default;
        hash.AddBytes(key);
        return hash.ToHashCode();
    }

    private int Find(ReadOnlySpan<byte> key, int hash)
    {
        for (var i = buckets[hash & (buckets.Length - 1)] - 1; i >= 0; i = entries[i].Next)
        {
            ref readonly var entry = ref entries[i];
            if (entry.Hash == hash && keys.AsSpan(entry.Start, entry.Length).SequenceEqual(key))
            {
                return i;
            }
        }

        return Absent;
    }

    private int Add(ReadOnlySpan<byte> key, int hash)
    {
        if ((long)used + key.Length > limit)
        {
            throw new InvalidDataException($"The names in this file, written out, take more than {limit:N0} bytes");
        }

        GrowEntries();
        if (used + key.Length > keys.Length)
        {
            Array.Resize(ref keys, (int)Math.Min(Array.MaxLength, Math.Max(keys.Length * 2L, used + key.Length)));
        }

        key.CopyTo(keys.AsSpan(used));
        ref var bucket = ref buckets[hash & (buckets.Length - 1)];
        entries[Count] = new Entry(hash, used, key.Length, bucket - 1);
        used += key.Length;
        bucket = ++Count;
        return Count - 1;
    }

    private void GrowEntries()
    {
        if (Count < entries.Length)
        {
            return;
        }

        Array.Resize(ref entries, entries.Length * 2);
        buckets = new int[entries.Length];
        for (var i = 0; i < Count; i++)
        {
            ref var entry = ref entries[i];
            if (entry.Length >= 0)
            {
                ref var bucket = ref buckets[entry.Hash & (buckets.Length - 1)];
                entry = entry with { Next = bucket - 1 };
                bucket = i + 1;
            }
        }
    }

    private readonly record struct Entry(int Hash, int Start, int Length, int Next);
}
