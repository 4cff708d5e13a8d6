using Coverage.Exchange.Importing;
using Coverage.Web.Components;

namespace Coverage.Web.Features.PostureImport;

/// <summary>What the page of an upload shows, and what is decided about it: all of it is in its URL.</summary>
/// <param name="Token">The upload.</param>
/// <param name="List">matched, ambiguous, unknown, already or rejected.</param>
/// <param name="Environment">The environment's key; empty for the first one.</param>
/// <param name="Unknown">What becomes of what is found nowhere.</param>
/// <param name="Ambiguous">What becomes of what is not clear.</param>
/// <param name="Page">The page of the list, from 1.</param>
internal sealed record PreviewQuery(string Token, string List, string Environment, Leftover Unknown, Leftover Ambiguous, int Page)
{
    private static readonly string[] Names = ["list", "env", "unknown", "ambiguous"];

    /// <summary>The lists, in their order.</summary>
    public static IReadOnlyList<(string Name, string Title)> Lists { get; } = [("matched", "Matched"), ("ambiguous", "Ambiguous"), ("unknown", "Unknown"), ("already", "Already so"), ("rejected", "Rejected")];

    /// <summary>Reads the part of a URL from its question mark on.</summary>
    public static PreviewQuery Parse(string token, string query)
    {
        var list = ListQuery.Parse(PathOf(token), query, Names);
        var shown = Lists.Any(one => one.Name == list.Facet("list")) ? list.Facet("list") : "matched";
        return new PreviewQuery(token, shown, list.Facet("env"), Of(list.Facet("unknown")), Of(list.Facet("ambiguous")), list.Page);
    }

    /// <summary>What a word of the URL or a form says.</summary>
    public static Leftover Of(string? word) => word == "own" ? Leftover.Own : Leftover.Skip;

    /// <summary>The word for it.</summary>
    public static string Word(Leftover leftover) => leftover == Leftover.Own ? "own" : "skip";

    /// <summary>The page of an upload.</summary>
    public static string PathOf(string token) => $"/posture/import/{token}";

    /// <summary>As the lists' pager has it.</summary>
    public ListQuery AsList => new(PathOf(Token), "", Facets, Page);

    /// <summary>The URL; what is default is left out.</summary>
    public string Url => AsList.Url;

    private Dictionary<string, string> Facets => new[]
    {
        ("list", List == "matched" ? "" : List), ("env", Environment), ("unknown", Unknown == Leftover.Own ? "own" : ""), ("ambiguous", Ambiguous == Leftover.Own ? "own" : ""),
    }.Where(pair => pair.Item2.Length > 0).ToDictionary(pair => pair.Item1, pair => pair.Item2);
}
