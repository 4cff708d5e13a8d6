using Coverage.Catalog;
using Coverage.Views;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Actors;

/// <summary>A group, piece of software or campaign, and what is available against what it uses.</summary>
public sealed partial class ActorPage
{
    /// <summary>Its identifier, in any case.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [Inject] private CoverageViews Views { get; set; } = null!;

    private ActorEntry? Entry { get; set; }

    private IReadOnlyList<(string Name, IReadOnlyList<string> Ids)> Relations { get; set; } = [];

    private string Summary
    {
        get
        {
            var used = Entry!.Uses.Select(Current).OfType<TechniqueEntry>().ToList();
            return $"{used.Count(entry => entry.RuleCount.Own > 0)} have a rule, {used.Count(entry => entry.TestCount.Own > 0)} a test, {used.Count(entry => entry.ControlCount.Own > 0)} a direct control";
        }
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var view = Views.Current;
        Entry = ActorEntry.Find(view, Id);
        if (Entry is null) return;
        Relations =
        [
            ("Uses software", Ids(actor => actor.Software)),
            ("Attributed to", Ids(actor => actor.AttributedTo)),
            ("Used by", UsedBy(view, actor => actor.Software)),
            ("Campaigns", UsedBy(view, actor => actor.AttributedTo)),
        ];
    }

    /// <summary>The live technique of an identifier, or null.</summary>
    private TechniqueEntry? Current(string id) => Views.Current.Find(id)?.Reference.Technique is { } technique ? Views.Current.Find(technique.ExternalId) : null;

    private IReadOnlyList<string> Ids(Func<Actor, string[]> related) => [.. Entry!.Versions.SelectMany(related).Distinct()];

    private IReadOnlyList<string> UsedBy(CoverageView view, Func<Actor, string[]> related)
    {
        return [.. view.Actors.Where(actor => actor.IsLive && related(actor).Contains(Entry!.First.ExternalId)).Select(actor => actor.ExternalId).Distinct()];
    }
}
