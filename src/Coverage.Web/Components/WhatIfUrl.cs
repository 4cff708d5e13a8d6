using Coverage.Views.Planning;
using Microsoft.Extensions.Primitives;

namespace Coverage.Web.Components;

/// <summary>Addresses that hold suppositions: of the what-if, and of the matrix coloured by what they change.</summary>
internal static class WhatIfUrl
{
    /// <summary>The what-if's path.</summary>
    public const string Path = "/what-if";

    /// <summary>The parameter that holds a supposition; it may stand there several times.</summary>
    public const string Name = "t";

    /// <summary>The suppositions of an address; what is none is left out.</summary>
    public static IReadOnlyList<Tick> Ticks(IReadOnlyDictionary<string, StringValues> values) =>
        values.TryGetValue(Name, out var ticks) ? [.. ticks.Select(Tick.Parse).OfType<Tick>().Distinct().Take(WhatIfView.MostTicks)] : [];

    /// <summary>What an address has in the place of suppositions that is none, or is too many of them.</summary>
    public static IReadOnlyList<string> LeftOut(IReadOnlyDictionary<string, StringValues> values)
    {
        if (!values.TryGetValue(Name, out var texts)) return [];
        var taken = Ticks(values).ToHashSet();
        return [.. texts.Where(text => Tick.Parse(text) is not { } tick || !taken.Contains(tick)).Select(text => text ?? "").Distinct()];
    }

    /// <summary>The what-if of suppositions.</summary>
    public static string Of(IEnumerable<Tick> ticks) => $"{Path}?{Text(ticks)}";

    /// <summary>The matrix coloured by what they change.</summary>
    public static string Matrix(IEnumerable<Tick> ticks) => $"/matrix?metric=change&{Text(ticks)}";

    private static string Text(IEnumerable<Tick> ticks) => string.Join('&', ticks.Select(tick => $"{Name}={Uri.EscapeDataString(tick.ToString())}"));
}
