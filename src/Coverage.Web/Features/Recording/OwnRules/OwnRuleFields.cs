using Coverage.Catalog;
using Coverage.Posture;
using Coverage.Recording;
using Coverage.Views.Scores;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Recording.OwnRules;

/// <summary>What the form of an own rule sends beside its states.</summary>
internal sealed record OwnRuleFields
{
    private const string WithoutWhy = "Written for it.";

    /// <summary>What it is called.</summary>
    [FromForm]
    public string? Title { get; init; }

    /// <summary>The techniques that it detects, as typed.</summary>
    [FromForm]
    public string? Techniques { get; init; }

    /// <summary>Why it counts for them.</summary>
    [FromForm]
    public string? Why { get; init; }

    /// <summary>Sigma's level.</summary>
    [FromForm]
    public string? Level { get; init; }

    /// <summary>The product of its log source.</summary>
    [FromForm]
    public string? Product { get; init; }

    /// <summary>The category.</summary>
    [FromForm]
    public string? Category { get; init; }

    /// <summary>The service.</summary>
    [FromForm]
    public string? Service { get; init; }

    /// <summary>Who owns it.</summary>
    [FromForm]
    public string? Owner { get; init; }

    /// <summary>A note.</summary>
    [FromForm]
    public string? Note { get; init; }

    /// <summary>The rule.</summary>
    public OwnRule Rule(ItemKey key) => new(key, Typed.Text(Title), new LogSource(Word(Product), Word(Category), Word(Service)), Typed.Text(Owner), Typed.Text(Note))
    {
        Level = Typed.Text(Level) is { Length: > 0 } level ? level : null,
    };

    /// <summary>Why it counts for its techniques.</summary>
    public string Reason => Typed.Text(Why) is { Length: > 0 } why ? why : WithoutWhy;

    /// <summary>The techniques that it detects. What is linked already may be retired by now; what is new has to be live.</summary>
    /// <exception cref="PostureRefusedException">One is unknown, or there is none.</exception>
    public IReadOnlyCollection<string> Detects(PostureView view, ItemKey key)
    {
        var linked = OwnRuleEdits.LinksOf(view.Posture, key).Select(ends => ends.Technique).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var typed = Typed.Text(Techniques).Split([' ', ',', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var read = typed.Select(id => (Typed: id, Known: linked.TryGetValue(id, out var same) ? same : AttackId.Parse(id) is { } known && view.Catalogue.Find(known) is { Technique.IsLive: true } entry ? entry.Id : null)).ToList();
        if (read.Where(one => one.Known is null).Select(one => one.Typed).ToList() is { Count: > 0 } unknown)
        {
            throw Typed.Refused($"{UnknownNames.Said("live technique", unknown)} Write identifiers such as T1059.001, with blanks between.");
        }

        var all = read.Select(one => one.Known!).ToHashSet(StringComparer.Ordinal);
        return all.Count > 0 ? all : throw Typed.Refused("The rule needs a technique that it detects, such as T1059.001: without one it counts for nothing.");
    }

    private static string Word(string? text) => Typed.Text(text).ToLowerInvariant();
}
