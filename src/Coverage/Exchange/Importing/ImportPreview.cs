using Coverage.Posture;
using Coverage.Recording;

namespace Coverage.Exchange.Importing;

/// <summary>By what something was found.</summary>
public enum MatchedBy
{
    /// <summary>It was not found.</summary>
    Nothing = 0,

    /// <summary>The id of a Sigma rule that stands in it.</summary>
    SigmaId = 1,

    /// <summary>The product's own identifier, under which it is recorded already.</summary>
    OwnId = 2,

    /// <summary>Its title, in any case.</summary>
    Title = 3,

    /// <summary>A person picked it.</summary>
    Picked = 4,

    /// <summary>The test's GUID.</summary>
    TestGuid = 5,

    /// <summary>The technique with the test's number and name.</summary>
    TestNumber = 6,

    /// <summary>The technique with the test's name.</summary>
    TestName = 7,

    /// <summary>A layer, as the profile of its name.</summary>
    Profile = 8,

    /// <summary>The key of the entry.</summary>
    EntryKey = 9,
}

/// <summary>One thing that was read, and what was found for it.</summary>
/// <param name="Index">Its place among what was read of its kind.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Name">As it is shown.</param>
/// <param name="Says">What would be recorded: <c>deployed</c>, <c>outcome pending</c>.</param>
public sealed record ImportEntry(int Index, ImportPlace Place, string Name, string Says)
{
    /// <summary>Whether it is a run of a test.</summary>
    public bool IsRun { get; init; }

    /// <summary>Whether it is recorded as running with what its source publishes now, though nothing says so.</summary>
    public bool IsPinned { get; init; }

    /// <summary>By what it was found.</summary>
    public MatchedBy By { get; init; }

    /// <summary>What it is: a rule's or test's key.</summary>
    public ItemKey Target { get; init; }

    /// <summary>The title of what it is.</summary>
    public string TargetTitle { get; init; } = "";

    /// <summary>What it may be, where that is not clear.</summary>
    public IReadOnlyList<ImportCandidate> Candidates { get; init; } = [];

    /// <summary>Techniques that it would be linked to as an own rule.</summary>
    public IReadOnlyList<string> Techniques { get; init; } = [];
}

/// <summary>Something that may be meant.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Title">Its title.</param>
/// <param name="Detail">What tells it from the others.</param>
public sealed record ImportCandidate(ItemKey Key, string Title, string Detail);

/// <summary>What an import would do. Nothing is recorded until <see cref="PostureImporter.Record"/>.</summary>
public sealed record ImportPreview
{
    /// <summary>Found, and it changes something.</summary>
    public required IReadOnlyList<ImportEntry> Matched { get; init; }

    /// <summary>Several may be meant.</summary>
    public required IReadOnlyList<ImportEntry> Ambiguous { get; init; }

    /// <summary>Found nowhere.</summary>
    public required IReadOnlyList<ImportEntry> Unknown { get; init; }

    /// <summary>Found, and recorded so already.</summary>
    public required IReadOnlyList<ImportEntry> AlreadySo { get; init; }

    /// <summary>Lines that were not taken; the first thousand.</summary>
    public required IReadOnlyList<ImportRemark> Rejected { get; init; }

    /// <summary>How many lines were not taken.</summary>
    public required int RejectedCount { get; init; }

    /// <summary>What else there is to say.</summary>
    public required IReadOnlyList<ImportRemark> Remarks { get; init; }

    /// <summary>How many deployed rules are taken to run with what is published now, though nothing says so.</summary>
    public int Pinned => Matched.Where(entry => entry.IsPinned).DistinctBy(entry => entry.Target).Count();

    /// <summary>What would be recorded, as one step; its edits are none if nothing changes.</summary>
    public required PostureStep Step { get; init; }
}
