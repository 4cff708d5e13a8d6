using System.Collections;
using System.Collections.Concurrent;

namespace Coverage.GitHub.Http;

/// <summary>Sentences about what a client did that no well-behaved one does.</summary>
public sealed class ComplaintList : IEnumerable<string>
{
    private readonly ConcurrentQueue<string> _complaints = [];

    public int Count => _complaints.Count;

    public void Clear() => _complaints.Clear();

    public IEnumerator<string> GetEnumerator() => _complaints.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(string complaint) => _complaints.Enqueue(complaint);
}
