using System.Collections.Immutable;
using Coverage.Data;
using Coverage.Posture;

namespace Coverage.Exchange.Importing;

/// <summary>Where in what was imported something stands.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line, from 1; 0 where a format has no lines.</param>
public readonly record struct ImportPlace(string File, int Line)
{
    /// <inheritdoc/>
    public override string ToString() => Line > 0 ? $"{File}:{Line}" : File;
}

/// <summary>A file says that a rule is in use.</summary>
/// <param name="Place">Where it says so.</param>
/// <param name="Id">The identifier that the product gives the rule; empty if it has none.</param>
/// <param name="Title">Its title; empty if only the identifier stands there.</param>
/// <param name="State">How far it is.</param>
public sealed record RuleClaim(ImportPlace Place, string Id, string Title, DeploymentState State)
{
    /// <summary>Identifiers in its texts that may be those of Sigma rules.</summary>
    public ImmutableArray<string> Mentioned { get; init; } = [];

    /// <summary>Techniques as written, upper case.</summary>
    public ImmutableArray<string> Techniques { get; init; } = [];

    /// <summary>What it reads.</summary>
    public LogSource LogSource { get; init; } = LogSource.Any;

    /// <summary>The content that runs; empty when unknown.</summary>
    public string Hash { get; init; } = "";

    /// <summary>Since when, UTC.</summary>
    public DateTime? Since { get; init; }

    /// <summary>The product or place.</summary>
    public string Where { get; init; } = "";

    /// <summary>Who looks after it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Free text.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether it may be no detection at all, such as a report of Splunk: it is taken only if a rule is found for it.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>As it is shown.</summary>
    public string Name => Title.Length > 0 ? Title : Id;
}

/// <summary>A log says that a test was run.</summary>
/// <param name="Place">Where it says so.</param>
/// <param name="TestGuid">The Atomic test's GUID; empty if it is not stated.</param>
/// <param name="Technique">The technique as written.</param>
/// <param name="Number">The test's number in its file; 0 if it is not stated.</param>
/// <param name="Name">The test's name; empty if it is not stated.</param>
/// <param name="Time">When, UTC.</param>
/// <param name="Host">The host.</param>
/// <param name="Note">What else the log says.</param>
public sealed record RunClaim(ImportPlace Place, string TestGuid, string Technique, int Number, string Name, DateTime Time, string Host, string Note)
{
    /// <summary>As it is shown.</summary>
    public string Shown => string.Join(' ', new[] { Technique, Number > 0 ? $"#{Number}" : "", Name.Length > 0 ? Name : TestGuid }.Where(part => part.Length > 0));
}

/// <summary>A layer says how much techniques weigh.</summary>
/// <param name="Place">Where it says so.</param>
/// <param name="Name">The layer's name.</param>
/// <param name="Weights">Weights by technique as written, upper case.</param>
public sealed record WeightsClaim(ImportPlace Place, string Name, ImmutableSortedDictionary<string, double> Weights);

/// <summary>An export of what was recorded says what an entry is.</summary>
/// <param name="Place">Where it says so.</param>
/// <param name="Kind">What the entry is.</param>
/// <param name="Environment">Its environment's key; empty for what is of none.</param>
/// <param name="Key">Its key within these.</param>
/// <param name="Value">It, as JSON.</param>
public sealed record EntryClaim(ImportPlace Place, EntryKind Kind, string Environment, string Key, string Value);

/// <summary>Something to say about a place in a file.</summary>
/// <param name="Place">Where.</param>
/// <param name="Text">What, and what to do.</param>
public sealed record ImportRemark(ImportPlace Place, string Text);
