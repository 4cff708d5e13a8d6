using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views.Scores;
using Coverage.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Coverage.Web.Features.Recording.Entries;

/// <summary>A rule or control in an environment: state, share, place, evidence.</summary>
public sealed partial class EntryPage
{
    private PostureView view = null!;
    private EnvironmentPosture inside = null!;
    private ItemKey key;
    private EntryDetails details = new();
    private RecordForm? form;
    private string state = "";
    private string since = "";
    private string title = "";
    private string back = "";
    private string from = "";

    /// <summary><c>control</c>, else a rule.</summary>
    [SupplyParameterFromQuery(Name = "of")] private string? Of { get; set; }

    /// <summary>Source and identifier.</summary>
    [SupplyParameterFromQuery(Name = "item")] private string? Item { get; set; }

    /// <summary>The environment's key.</summary>
    [SupplyParameterFromQuery(Name = "env")] private string? Env { get; set; }

    /// <summary>The technique from whose page one comes.</summary>
    [SupplyParameterFromQuery(Name = "t")] private string? Technique { get; set; }

    [Inject] private PostureViews Views { get; set; } = null!;

    [Inject] private RecordForms Forms { get; set; } = null!;

    private bool IsRule => Of != "control";

    private string Noun => IsRule ? "rule" : "control";

    private IReadOnlyList<(string Value, string Words)> States => IsRule ? StateWords.Deployments : StateWords.Implementations;

    private string SinceHint => state.Length == 0 ? "empty: today" : "empty: today in another state, else not known";

    private string StateWord => States.First(pair => pair.Value == state).Words;

    private IEnumerable<(string Name, string Text)> Stated => new[] { ("Since", since), ("By", IsRule ? "" : details.By), ("Place", details.Where), ("Evidence", details.Evidence), ("Note", details.Note) }.Where(pair => pair.Item2.Length > 0);

    /// <summary>What a rule or control is called; empty if it is neither known nor recorded.</summary>
    internal static string TitleOf(PostureView view, bool isRule, ItemKey key)
    {
        if (!isRule) return view.Catalogue.Controls.FirstOrDefault(control => string.Equals(control.ExternalId, key.Id, StringComparison.OrdinalIgnoreCase)) is { } known ? $"{known.ExternalId} {known.Title}" : "";
        var recorded = view.Rule(key) is not null || view.Posture.OwnRules.ContainsKey(key) || view.Posture.Environments.Values.Any(other => other.Deployments.ContainsKey(key));
        return recorded ? view.TitleOf(key) : "";
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        view = Views.Current;
        inside = view.Posture.Environments.GetValueOrDefault(Env ?? "") ?? view.Posture.Environments.Values.First();
        if (ItemKey.Parse(Item) is not { } known) return;
        key = known;
        title = TitleOf(view, IsRule, key);
        if (IsRule) Read(inside.Deployments.GetValueOrDefault(key));
        else Read(StateEdits.Recorded(inside, key));
        Lead();
        form = await Forms.OfAsync(inside.Environment.Key, view.EditId, back);
    }

    private void Read(Deployment? entry)
    {
        if (entry is null) return;
        (state, details) = (entry.State.ToString(), new EntryDetails(entry.Share, entry.Where, entry.Evidence ?? "", entry.By, entry.Note));
        since = EntryFields.Day(entry.Since);
    }

    private void Read(Implementation? entry)
    {
        if (entry is null) return;
        (state, details) = (entry.State.ToString(), new EntryDetails(entry.Share, entry.Where ?? "", entry.Evidence, entry.By, entry.Note));
        since = EntryFields.Day(entry.Since);
    }

    /// <summary>Where one came from: a technique's page, else the item's own.</summary>
    private void Lead()
    {
        if (view.Catalogue.Find(Technique ?? "") is { } entry) (back, from) = ($"{ItemLinks.Technique(entry.Id)}{(view.Table.Environments.Count > 1 ? $"?env={Uri.EscapeDataString(inside.Environment.Key)}" : "")}#{Noun}s", entry.Id);
        else (back, from) = (ItemLinks.Page(IsRule ? Catalog.ItemKind.Rule : Catalog.ItemKind.DefensiveTechnique, key.Source, key.Id), IsRule ? "Rule" : "Control");
    }

    /// <summary>The text as a link, if it is nothing but the address of a web page.</summary>
    private static string? Link(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.AbsoluteUri : null;

    private static RenderFragment Linked(string text) => builder =>
    {
        if (Link(text) is not { } link)
        {
            builder.AddContent(0, text);
            return;
        }

        builder.OpenElement(1, "a");
        builder.AddAttribute(2, "class", "out");
        builder.AddAttribute(3, "href", link);
        builder.AddAttribute(4, "rel", "noreferrer");
        builder.AddContent(5, text);
        builder.CloseElement();
    };
}
