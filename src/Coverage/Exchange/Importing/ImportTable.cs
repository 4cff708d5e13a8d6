using System.Collections.Immutable;

namespace Coverage.Exchange.Importing;

/// <summary>The columns of a table of rules, so that a person can say which of them holds what.</summary>
/// <param name="Columns">Their names, as the file has them.</param>
/// <param name="Places">The column of each field that has one, from 1.</param>
public sealed record ImportTable(IReadOnlyList<string> Columns, ImmutableDictionary<string, int> Places);
