using System.Collections;

namespace Coverage.GitHub.Http;

/// <summary>Every request in the order of arrival, safe to read at any time.</summary>
public sealed class RequestLog : IReadOnlyList<RecordedRequest>
{
    private readonly Lock _writing = new();
    private readonly List<RecordedRequest> _requests = [];
    private int _number;

    public int Count => Snapshot().Count;

    /// <summary>How much quota the requests have cost together.</summary>
    public int QuotaUsed => Snapshot().Count(request => request.CostQuota);

    /// <summary>Bytes of all answers' bodies.</summary>
    public long BytesSent => Snapshot().Sum(request => request.BytesSent);

    public RecordedRequest this[int index] => Snapshot()[index];

    public void Clear()
    {
        lock (_writing)
        {
            _requests.Clear();
        }
    }

    /// <summary>Those for one of the hosts.</summary>
    public IReadOnlyList<RecordedRequest> Of(ServerRole role) => [.. Snapshot().Where(request => request.Role == role)];

    public IEnumerator<RecordedRequest> GetEnumerator() => Snapshot().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal RecordedRequest Add(Func<int, RecordedRequest> make)
    {
        lock (_writing)
        {
            var request = make(++_number);
            _requests.Add(request);
            return request;
        }
    }

    private List<RecordedRequest> Snapshot()
    {
        lock (_writing)
        {
            return [.. _requests];
        }
    }
}
