namespace Coverage.GitHub.Http;

/// <summary>Which of GitHub's hosts a request was for.</summary>
public enum ServerRole
{
    /// <summary>api.github.com, or <c>/api/v3</c> of an Enterprise Server.</summary>
    Api,

    /// <summary>codeload.github.com: archives.</summary>
    Codeload,

    /// <summary>raw.githubusercontent.com: single files.</summary>
    Raw,
}

/// <summary>One request and what became of it. The answer's part fills while it is written.</summary>
public sealed class RecordedRequest
{
    private long _bytesSent;

    internal RecordedRequest(int number, DateTimeOffset at, ServerRole role, int port, string method, string path, string query, IReadOnlyDictionary<string, string> headers) =>
        (Number, At, Role, Port, Method, Path, Query, Headers) = (number, at, role, port, method, path, query, headers);

    /// <summary>Counts from 1 over all ports.</summary>
    public int Number { get; }

    public DateTimeOffset At { get; }

    public ServerRole Role { get; }

    /// <summary>The port on which it arrived.</summary>
    public int Port { get; }

    public string Method { get; }

    /// <summary>As sent, escapes and all, without <c>/api/v3</c> and any base path.</summary>
    public string Path { get; }

    /// <summary>With its question mark, or empty.</summary>
    public string Query { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The credential that came along, or null.</summary>
    public string? Authorization => Headers.GetValueOrDefault("Authorization");

    public string? IfNoneMatch => Headers.GetValueOrDefault("If-None-Match");

    /// <summary>0 until the answer starts.</summary>
    public int Status { get; internal set; }

    /// <summary>Bytes of the answer's body so far.</summary>
    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>Whether it was counted against a quota.</summary>
    public bool CostQuota { get; internal set; }

    public override string ToString() => $"{Method} {Path}{Query} => {Status}";

    internal void Sent(int bytes) => Interlocked.Add(ref _bytesSent, bytes);
}
