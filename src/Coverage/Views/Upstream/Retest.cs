using Coverage.Catalog;
using Coverage.Posture;

namespace Coverage.Views.Upstream;

/// <summary>Why a test is to run again.</summary>
public enum RetestCause
{
    /// <summary>The rule runs with other content than it did when the test proved it.</summary>
    NewContent = 1,

    /// <summary>The rule changed upstream, and nobody has said yet whether the new content is adopted.</summary>
    ChangedUpstream = 2,
}

/// <summary>A test that proved a deployed rule whose content has changed since.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Proof">The newest alerted result that proved the rule, at a content that is no longer the one that counts.</param>
/// <param name="Test">Its test; null if no catalogue has it any more.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Cause">Why.</param>
/// <param name="ChangedAt">Since when the content is another one (UTC); null where nothing says.</param>
/// <param name="Change">The number of the newest change upstream that leads to it; 0 where no change set tells.</param>
public sealed record Retest(CoverageEnvironment Environment, TestResult Proof, AtomicTest? Test, ItemKey Rule, RetestCause Cause, DateTime? ChangedAt, long Change);
