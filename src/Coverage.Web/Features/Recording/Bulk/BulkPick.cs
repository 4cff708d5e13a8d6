using Coverage.Posture;

namespace Coverage.Web.Features.Recording.Bulk;

/// <summary>Rows that a person ticked: kept for them, since thousands do not fit into a URL.</summary>
/// <param name="IsRules">Rules; else controls.</param>
/// <param name="Items">Which ones.</param>
/// <param name="Back">The list that they were ticked in.</param>
internal sealed record BulkPick(bool IsRules, IReadOnlySet<ItemKey> Items, string Back);
