using Coverage.Posture;
using Coverage.Views.Scores;

namespace Coverage.Web.Components;

/// <summary>What an environment says of an item of a list.</summary>
/// <param name="Environment">The environment's key.</param>
/// <param name="Words">Its state as facets know it; the first word is the state itself.</param>
public sealed record StatedIn(string Environment, string[] Words);

/// <summary>States by environment, for lists: what is said of each item, the facets by it, and how a row says it.</summary>
internal static class StatesIn
{
    /// <summary>The facet of the state: in the chosen environment, else in any.</summary>
    public const string State = "is";

    /// <summary>The facet of the environment in which the state is meant.</summary>
    public const string Place = "in";

    /// <summary>What facets call a control that is there in part or in full.</summary>
    public const string InPlace = "in place";

    /// <summary>How many environments a row names.</summary>
    private const int Named = 2;

    private static readonly string[] None = ["none"];
    private static readonly string[][] Deployments = [["deployed"], ["planned"], ["disabled"]];
    private static readonly string[][] Implementations = [["full", InPlace], ["partial", InPlace], ["planned"]];

    /// <summary>What environments say of rules.</summary>
    public static Dictionary<ItemKey, StatedIn[]> OfRules(PostureView view) => Grouped(view.Posture.Environments.Values.SelectMany(inside => inside.Deployments.Values.Select(entry => (entry.Rule, Of(inside, entry)))));

    /// <summary>What environments say of controls, which are known by their identifiers in upper case: the entry that is furthest.</summary>
    public static Dictionary<ItemKey, StatedIn[]> OfControls(PostureView view) => Grouped(view.Posture.Environments.Values.SelectMany(inside => inside.Implementations.Values
        .GroupBy(entry => entry.Control.Id.ToUpperInvariant()).Select(group => (new ItemKey("", group.Key), Of(inside, group.MaxBy(entry => entry.State)!)))));

    /// <summary>The two facets. An environment alone narrows nothing down: it says where the state is meant.</summary>
    public static Facet<T>[] Facets<T>(PostureView view, ListQuery query, Func<T, StatedIn[]> states)
    {
        var (place, state) = (query.Facet(Place), query.Facet(State));
        string[] all = [.. view.Posture.Environments.Keys];
        return
        [
            new(State, "State", row => In(states(row), place)),
            new(Place, "Environment", row => state.Length == 0 ? all : all.Where(key => In(states(row), key).Contains(state))) { Says = key => NameOf(view, key) },
        ];
    }

    /// <summary><c>deployed in Default, Windows endpoints +2</c>; only the state where there is one environment, or one is chosen; <c>none</c> for nothing.</summary>
    public static string Say(PostureView view, ListQuery query, StatedIn[] states)
    {
        var place = query.Facet(Place);
        if (place.Length > 0 || view.Posture.Environments.Count == 1) return string.Join(", ", In(states, place).Take(1));
        if (states.Length == 0) return None[0];
        return string.Join("; ", states.GroupBy(one => one.Words[0]).Select(group => $"{group.Key} in {string.Join(", ", group.Take(Named).Select(one => NameOf(view, one.Environment)))}{(group.Count() > Named ? $" +{group.Count() - Named}" : "")}"));
    }

    /// <summary>How far an item is, to order by: disabled, planned, partial, deployed or in full; in the chosen environment, else where it is furthest. Null for nothing.</summary>
    public static IComparable? Far(ListQuery query, StatedIn[] states) => (query.Facet(Place) is { Length: > 0 } place ? Array.Find(states, one => one.Environment == place) : states.FirstOrDefault()) is { } said ? -Rank(said.Words) : null;

    /// <summary>The environment whose entry a row leads to: the chosen one, else the first that says something.</summary>
    public static string PlaceOf(ListQuery query, StatedIn[] states) => query.Facet(Place) is { Length: > 0 } chosen ? chosen : states.FirstOrDefault()?.Environment ?? "";

    private static StatedIn Of(EnvironmentPosture inside, Deployment entry) => new(inside.Environment.Key, Deployments[entry.State switch { DeploymentState.Deployed => 0, DeploymentState.Planned => 1, _ => 2 }]);

    private static StatedIn Of(EnvironmentPosture inside, Implementation entry) => new(inside.Environment.Key, Implementations[entry.State switch { ImplementationState.Full => 0, ImplementationState.Partial => 1, _ => 2 }]);

    /// <summary>What is furthest stands first.</summary>
    private static Dictionary<ItemKey, StatedIn[]> Grouped(IEnumerable<(ItemKey Item, StatedIn Said)> said) => said.GroupBy(pair => pair.Item).ToDictionary(group => group.Key, group => group.Select(pair => pair.Said).OrderBy(one => Rank(one.Words)).ToArray());

    private static int Rank(string[] words) => Math.Max(Array.IndexOf(Deployments, words), Array.IndexOf(Implementations, words));

    private static IEnumerable<string> In(StatedIn[] states, string environment)
    {
        if (states.Length == 0) return None;
        if (environment.Length == 0) return states.Length == 1 ? states[0].Words : states.SelectMany(one => one.Words).Distinct();
        return Array.Find(states, one => one.Environment == environment)?.Words ?? None;
    }

    private static string NameOf(PostureView view, string key) => view.Posture.Environments.GetValueOrDefault(key)?.Environment.Name ?? key;
}
