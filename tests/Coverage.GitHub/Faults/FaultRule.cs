using System.Text.RegularExpressions;
using Coverage.GitHub.Http;

namespace Coverage.GitHub.Faults;

/// <summary>A fault and the requests that it meets.</summary>
public sealed class FaultRule
{
    private readonly string _method;
    private readonly Regex _path;
    private readonly int _times;
    private readonly int _after;
    private int _seen;

    internal FaultRule(string method, string pattern, int times, Fault fault, int after)
    {
        (_method, _times, Fault, _after) = (method, times, fault, after);
        var escaped = Regex.Escape(pattern).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        _path = new($"^{escaped}$", RegexOptions.CultureInvariant);
    }

    public Fault Fault { get; }

    /// <summary>How many requests it has met.</summary>
    public int Hits { get; private set; }

    /// <summary>Counts a request that matches, and says whether it is the fault's.</summary>
    internal bool Takes(RecordedRequest request)
    {
        if ((_method != "*" && _method != request.Method) || !_path.IsMatch(request.Path) || _seen++ < _after || Hits >= _times)
        {
            return false;
        }

        Hits++;
        return true;
    }
}
