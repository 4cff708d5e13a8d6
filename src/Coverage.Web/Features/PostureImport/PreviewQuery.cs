using Coverage.Exchange.Importing;
using Coverage.Web.Components;

namespace Coverage.Web.Features.PostureImport;

/// <summary>What the page of an upload shows, and what is decided about it: all of it is in its URL.</summary>
/// <param name="Token">The upload.</param>
/// <param name="List">matched, ambiguous, unknown, already or rejected.</param>
/// <param name="Environment">The environment's key; empty for the first one.</param>
/// <param name="Unknown">What becomes of what is found nowhere.</param>
/// <param name="Ambiguous">What becomes of what is not clear.</param>
/// <param name="Content">With which content deployed rules run where nothing says so.</param>
/// <param name="Columns">Which columns of a table hold what, where a person chose (<see cref="ChosenColumns"/>).</param>
/// <param name="Page">The page of the list, from 1.</param>
internal sealed record PreviewQuery(string Token, string List, string Environment, Leftover Unknown, Leftover Ambiguous, UnstatedContent Content, string Columns, int Page)
{
    /// <summary>What the URL says besides when recording was asked for with other choices than were shown.</summary>
    public const string Asked = "asked";

    private static readonly string[] Names = ["list", "env", "unknown", "ambiguous", "content", "columns"];

    /// <summary>The lists, in their order.</summary>
    public static IReadOnlyList<(string Name, string Title)> Lists { get; } = [("matched", "Matched"), ("ambiguous", "Ambiguous"), ("unknown", "Unknown"), ("already", "Already so"), ("rejected", "Rejected")];

    /// <summary>Reads the part of a URL from its question mark on.</summary>
    public static PreviewQuery Parse(string token, string query)
    {
        var list = ListQuery.Parse(PathOf(token), query, Names);
        var shown = Lists.Any(one => one.Name == list.Facet("list")) ? list.Facet("list") : "matched";
        return new PreviewQuery(token, shown, list.Facet("env"), Of(list.Facet("unknown")), Of(list.Facet("ambiguous")), ContentOf(list.Facet("content")), list.Facet("columns"), list.Page);
    }

    /// <summary>What a word of the URL or a form says.</summary>
    public static Leftover Of(string? word) => word == "own" ? Leftover.Own : Leftover.Skip;

    /// <summary>What a word of the URL or a form says of the content.</summary>
    public static UnstatedContent ContentOf(string? word) => word == "unknown" ? UnstatedContent.NotKnown : UnstatedContent.Published;

    /// <summary>The page of an upload.</summary>
    public static string PathOf(string token) => $"/posture/import/{token}";

    /// <summary>Where its form is sent.</summary>
    public static string RecordOf(string token) => PathOf(token) + "/record";

    /// <summary>The same with what a form chose; what it does not say stays.</summary>
    public PreviewQuery With(string? environment, string? unknown, string? ambiguous, string? content, string? columns) => this with
    {
        Environment = environment ?? Environment,
        Unknown = unknown is null ? Unknown : Of(unknown),
        Ambiguous = ambiguous is null ? Ambiguous : Of(ambiguous),
        Content = content is null ? Content : ContentOf(content),
        Columns = columns ?? Columns,
    };

    /// <summary>What is decided of an upload.</summary>
    public ImportChoices Choices(LookedAt import) => new(Environment) { Unknown = Unknown, Ambiguous = Ambiguous, Content = Content, Picks = import.Picks, RunPicks = import.RunPicks };

    /// <summary>As the lists' pager has it.</summary>
    public ListQuery AsList => new(PathOf(Token), "", Facets, Page);

    /// <summary>The URL; what is default is left out.</summary>
    public string Url => AsList.Url;

    /// <summary>The part of the URL from its question mark on.</summary>
    public string Text => Url[PathOf(Token).Length..];

    private Dictionary<string, string> Facets => new[]
    {
        ("list", List == "matched" ? "" : List), ("env", Environment), ("unknown", Unknown == Leftover.Own ? "own" : ""), ("ambiguous", Ambiguous == Leftover.Own ? "own" : ""), ("content", Content == UnstatedContent.NotKnown ? "unknown" : ""), ("columns", Columns),
    }.Where(pair => pair.Item2.Length > 0).ToDictionary(pair => pair.Item1, pair => pair.Item2);
}
