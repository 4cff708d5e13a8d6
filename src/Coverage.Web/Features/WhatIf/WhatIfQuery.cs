using Coverage.Views.Planning;
using Coverage.Web.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Coverage.Web.Features.WhatIf;

/// <summary>What a what-if's URL holds: suppositions, and what more are looked for by.</summary>
/// <param name="Ticks">The suppositions, in their order.</param>
/// <param name="Environment">Where more are looked for.</param>
/// <param name="Search">By which words.</param>
internal sealed record WhatIfQuery(IReadOnlyList<Tick> Ticks, string Environment, string Search)
{
    /// <summary>What stood in the place of suppositions and is none, or is too many of them.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>The page's path.</summary>
    public const string Path = WhatIfUrl.Path;

    /// <summary>Reads the part of a URL from its question mark on; what is no supposition is set aside.</summary>
    public static WhatIfQuery Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        string Value(string name) => values.TryGetValue(name, out var value) && value.ToString().Trim() is { Length: <= 200 } text ? text : "";
        return new WhatIfQuery(WhatIfUrl.Ticks(values), Value("in"), Value("q")) { LeftOut = WhatIfUrl.LeftOut(values) };
    }

    /// <summary>The same with one more supposition; one that says the opposite goes.</summary>
    public WhatIfQuery With(Tick tick) => this with { Ticks = [.. Ticks.Where(other => other != tick && !Opposite(other, tick)), tick] };

    /// <summary>The same without one.</summary>
    public WhatIfQuery Without(Tick tick) => this with { Ticks = [.. Ticks.Where(other => other != tick)] };

    /// <summary>The URL.</summary>
    public string Url
    {
        get
        {
            IEnumerable<(string Name, string Value)> all = [.. Ticks.Select(tick => ("t", tick.ToString())), ("in", Environment), ("q", Search)];
            var parts = all.Where(pair => pair.Item2.Length > 0).Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2)}").ToList();
            return parts.Count == 0 ? Path : Path + "?" + string.Join('&', parts);
        }
    }

    private static bool Opposite(Tick a, Tick b) => a with { Kind = b.Kind } == b && (a.Kind, b.Kind) is
        (TickKind.Deploy, TickKind.Undeploy) or (TickKind.Undeploy, TickKind.Deploy) or (TickKind.Collect, TickKind.Uncollect) or (TickKind.Uncollect, TickKind.Collect) or (TickKind.Implement, TickKind.Unimplement) or (TickKind.Unimplement, TickKind.Implement);
}
