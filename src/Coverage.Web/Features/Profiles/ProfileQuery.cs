using Coverage.Catalog;
using Coverage.Exchange;
using Coverage.Posture;
using Coverage.Views;
using Microsoft.AspNetCore.WebUtilities;

namespace Coverage.Web.Features.Profiles;

/// <summary>What the form of a profile holds before it is saved: all of it is in the URL, so that a search loses nothing.</summary>
/// <param name="Name">The name.</param>
/// <param name="Actors">Identifiers of the chosen actors.</param>
/// <param name="Weights">Weights as typed.</param>
/// <param name="Search">What actors are looked for by.</param>
/// <param name="Seen">The last edit that was seen when the form was opened.</param>
/// <param name="Says">The words that descriptions are looked through for.</param>
internal sealed record ProfileQuery(string Name, IReadOnlyList<string> Actors, string Weights, string Search, string Seen = "", string Says = "")
{
    private const int MostHits = 60;

    /// <summary>Reads the part of a URL from its question mark on; of a recorded profile where it states nothing.</summary>
    public static ProfileQuery Parse(string query, ThreatProfile? recorded)
    {
        var values = QueryHelpers.ParseQuery(query);
        if (values.Count == 0 && recorded is not null) return new ProfileQuery(recorded.Name, recorded.Actors, WeightText.Write(recorded.Weights), "");
        return Of(name => values.TryGetValue(name, out var value) ? value : default);
    }

    /// <summary>Reads what a form sends.</summary>
    public static ProfileQuery Of(Func<string, Microsoft.Extensions.Primitives.StringValues> values) =>
        new(values("name").ToString().Trim(), Identifiers(values("actor")), values("weights").ToString(), values("q").ToString().Trim(), values("seen").ToString(), values("says").ToString().Trim());

    /// <summary>The same with all ticked that the form showed for the words.</summary>
    public ProfileQuery WithAll(Microsoft.Extensions.Primitives.StringValues shown) => this with { Actors = Identifiers(new([.. Actors, .. shown])) };

    /// <summary>The same as a part of a URL, from its question mark on.</summary>
    public override string ToString()
    {
        IEnumerable<(string Name, string Value)> all = [("name", Name), .. Actors.Select(id => ("actor", id)), ("weights", Weights), ("seen", Seen), ("q", Search), ("says", Says)];
        return "?" + string.Join('&', all.Where(pair => pair.Name == "q" || pair.Value.Length > 0).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
    }

    /// <summary>The actors that fit the search and are not chosen yet.</summary>
    public IReadOnlyList<Actor> Hits(CoverageView view)
    {
        var words = Search.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return [];
        return [.. Live(view).Where(actor => !Has(actor) && words.All(word => $"{actor.ExternalId}\n{actor.Title}\n{string.Join('\n', actor.Aliases)}".Contains(word, StringComparison.OrdinalIgnoreCase))).Take(MostHits)];
    }

    /// <summary>The chosen ones that the catalogue has.</summary>
    public IReadOnlyList<Actor> Chosen(CoverageView view) => [.. Live(view).Where(Has)];

    /// <summary>Groups, then software, then campaigns, each by name.</summary>
    public static IEnumerable<Actor> Live(CoverageView view) => view.Actors.Where(actor => actor.IsLive).DistinctBy(actor => actor.ExternalId).OrderBy(actor => actor.ActorKind switch { ItemKind.Group => 0, ItemKind.Software => 1, _ => 2 }).ThenBy(actor => actor.Title, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it is chosen.</summary>
    public bool Has(Actor actor) => Actors.Contains(actor.ExternalId, StringComparer.OrdinalIgnoreCase);

    private static string[] Identifiers(Microsoft.Extensions.Primitives.StringValues sent) => [.. sent.OfType<string>().Where(id => id.Length is > 0 and <= 40).Distinct(StringComparer.OrdinalIgnoreCase).Take(1000)];
}
