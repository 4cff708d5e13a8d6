using System.Collections.Concurrent;
using Coverage.Sources.GitHub;

namespace Coverage.Web.Features.Sources;

/// <summary>What the last connection test of a source found, for as long as the app remembers it.</summary>
internal sealed class ConnectionTests
{
    private readonly ConcurrentDictionary<string, ConnectionTest> last = new(StringComparer.Ordinal);

    /// <summary>The last one of a source; null if there was none.</summary>
    public ConnectionTest? Of(string source) => last.GetValueOrDefault(source);

    /// <summary>Keeps one.</summary>
    public void Keep(string source, ConnectionTest test) => last[source] = test;
}

/// <summary>A connection test.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Who">Who asked for it.</param>
/// <param name="Findings">What it found.</param>
internal sealed record ConnectionTest(DateTime At, string Who, IReadOnlyList<ProbeFinding> Findings);
