using System.Collections.Immutable;
using Coverage.Posture;

namespace Coverage.Exchange.Importing;

/// <summary>What becomes of a rule that is found nowhere, or of which it is not clear which one it is.</summary>
public enum Leftover
{
    /// <summary>It is left out.</summary>
    Skip = 0,

    /// <summary>It becomes an own rule, linked to the techniques that it names.</summary>
    Own = 1,
}

/// <summary>With which content a catalogue's rule is taken to run that a file says is deployed, where neither the file nor what is recorded says so.</summary>
public enum UnstatedContent
{
    /// <summary>With what its source publishes now, so that a change upstream is noticed from here on.</summary>
    Published = 0,

    /// <summary>It is not known, and no change upstream is asked about.</summary>
    NotKnown = 1,
}

/// <summary>What a person decides about what was read.</summary>
/// <param name="Environment">The environment's key.</param>
public sealed record ImportChoices(string Environment)
{
    /// <summary>What becomes of rules that are found nowhere.</summary>
    public Leftover Unknown { get; init; } = Leftover.Skip;

    /// <summary>What becomes of rules of which several may be meant, and for which none was picked.</summary>
    public Leftover Ambiguous { get; init; } = Leftover.Skip;

    /// <summary>With which content deployed rules are taken to run where nothing says so.</summary>
    public UnstatedContent Content { get; init; } = UnstatedContent.Published;

    /// <summary>Whether figures of the scoring model are taken, which an administrator may change and nobody else.</summary>
    public bool Model { get; init; } = true;

    /// <summary>Which of the candidates is meant, by the claim's place among the rules that were read.</summary>
    public ImmutableDictionary<int, ItemKey> Picks { get; init; } = ImmutableDictionary<int, ItemKey>.Empty;

    /// <summary>Which of several tests a run was of, by the claim's place among the runs that were read.</summary>
    public ImmutableDictionary<int, ItemKey> RunPicks { get; init; } = ImmutableDictionary<int, ItemKey>.Empty;
}
