namespace Coverage.Sources;

/// <summary>What a sync has cost so far, for its record and for those who watch it. Safe to count from several threads.</summary>
public sealed class FeedMeter(Action<FeedMeter>? changed = null)
{
    private long bytes;
    private long before;
    private int requests;
    private int quotaUsed;

    /// <summary>What is being done: <c>asking</c>, <c>listing</c>, <c>fetching</c>.</summary>
    public string Phase { get; private set; } = "";

    /// <summary>Requests that were sent, redirects and repetitions counted.</summary>
    public int Requests => requests;

    /// <summary>Requests of those that counted against the quota.</summary>
    public int QuotaUsed => quotaUsed;

    /// <summary>What is left of the quota; null as long as no answer said so.</summary>
    public int? QuotaLeft { get; private set; }

    /// <summary>When the quota is renewed (UTC); null as long as no answer said so.</summary>
    public DateTime? QuotaResets { get; private set; }

    /// <summary>Bytes received as bodies, in all.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Bytes received since the present phase began.</summary>
    public long PhaseBytes => Bytes - Interlocked.Read(ref before);

    /// <summary>Bytes that the present phase will have, where that is known.</summary>
    public long? BytesExpected { get; private set; }

    /// <summary>Starts a phase.</summary>
    public void Start(string phase, long? bytesExpected = null)
    {
        Interlocked.Exchange(ref before, Bytes);
        (Phase, BytesExpected) = (phase, bytesExpected);
        changed?.Invoke(this);
    }

    /// <summary>Counts a request.</summary>
    public void AddRequest(bool countsAgainstQuota)
    {
        Interlocked.Increment(ref requests);
        if (countsAgainstQuota) Interlocked.Increment(ref quotaUsed);
        changed?.Invoke(this);
    }

    /// <summary>Counts received bytes.</summary>
    public void AddBytes(int count)
    {
        Interlocked.Add(ref bytes, count);
        changed?.Invoke(this);
    }

    /// <summary>Notes what an answer said of the quota.</summary>
    public void SetQuota(int left, DateTime? resets)
    {
        (QuotaLeft, QuotaResets) = (left, resets);
        changed?.Invoke(this);
    }
}
