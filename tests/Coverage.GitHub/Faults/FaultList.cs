using Coverage.GitHub.Http;
using Microsoft.AspNetCore.Http;

namespace Coverage.GitHub.Faults;

/// <summary>What goes wrong, for which requests and how often. The rule added first wins; a spent one is passed over.</summary>
public sealed class FaultList
{
    private readonly Lock _changing = new();
    private readonly List<FaultRule> _rules = [];

    /// <param name="method">Such as GET, or * for any.</param>
    /// <param name="pattern">A path as <see cref="RecordedRequest.Path"/> has it; * is anything within a segment, ** anything.</param>
    /// <param name="times">How many requests it meets.</param>
    /// <param name="fault">What happens to them.</param>
    /// <param name="after">How many matching requests it lets pass first.</param>
    public FaultRule On(string method, string pattern, int times, Fault fault, int after = 0)
    {
        var rule = new FaultRule(method, pattern, times, fault, after);
        lock (_changing)
        {
            _rules.Add(rule);
        }

        return rule;
    }

    /// <summary>Always, until cleared.</summary>
    public FaultRule On(string method, string pattern, Fault fault) => On(method, pattern, int.MaxValue, fault);

    public void Clear()
    {
        lock (_changing)
        {
            _rules.Clear();
        }
    }

    internal Task ApplyAsync(HttpContext http, RecordedRequest request, Func<Task> next)
    {
        FaultRule? rule;
        lock (_changing)
        {
            rule = _rules.FirstOrDefault(one => one.Takes(request));
        }

        return rule is null ? next() : rule.Fault.Apply(http, next);
    }
}
