namespace Coverage.Views.Changes;

/// <summary>A stretch of lines that is replaced by another one; either may be empty.</summary>
/// <param name="Before">The first line before, from 0.</param>
/// <param name="Removed">How many went.</param>
/// <param name="Now">The first line now, from 0.</param>
/// <param name="Added">How many came.</param>
internal readonly record struct LineEdit(int Before, int Removed, int Now, int Added);

/// <summary>Myers' algorithm (An O(ND) Difference Algorithm and Its Variations, 1986), on lines as numbers, with a bound on edits and steps.</summary>
internal sealed class ShortestEdit
{
    private const int MostEdits = 1_500;
    private const int MostSteps = 20_000_000;

    private readonly int[] old;
    private readonly int[] fresh;
    private readonly int start;
    private readonly int oldEnd;
    private readonly int freshEnd;

    private ShortestEdit(int[] old, int[] fresh)
    {
        (this.old, this.fresh, oldEnd, freshEnd) = (old, fresh, old.Length, fresh.Length);
        while (start < oldEnd && start < freshEnd && old[start] == fresh[start]) start++;
        while (oldEnd > start && freshEnd > start && old[oldEnd - 1] == fresh[freshEnd - 1])
        {
            oldEnd--;
            freshEnd--;
        }
    }

    /// <summary>The edits in order; none for equal texts.</summary>
    public static IReadOnlyList<LineEdit> Between(string[] old, string[] fresh)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] Number(string[] lines)
        {
            var numbered = new int[lines.Length];
            for (var i = 0; i < lines.Length; i++)
            {
                if (!numbers.TryGetValue(lines[i], out var number)) numbers[lines[i]] = number = numbers.Count;
                numbered[i] = number;
            }

            return numbered;
        }

        return new ShortestEdit(Number(old), Number(fresh)).Edits();
    }

    private List<LineEdit> Edits()
    {
        var (n, m) = (oldEnd - start, freshEnd - start);
        if (n == 0 && m == 0) return [];
        var whole = new LineEdit(start, n, start, m);
        return n == 0 || m == 0 || Trace(n, m) is not { } trace ? [whole] : Merge(Back(trace, n, m));
    }

    /// <summary>For each number of edits how far each diagonal reaches; null if it would take too long.</summary>
    private List<int[]>? Trace(int n, int m)
    {
        var trace = new List<int[]>();
        var reach = new int[3];
        var steps = 0L;
        for (var edits = 0; edits <= Math.Min(n + m, MostEdits) && steps < MostSteps; edits++)
        {
            var next = new int[(2 * edits) + 3];
            for (var k = -edits; k <= edits; k += 2)
            {
                // Arrays hold the diagonals from -edits-1 to edits+1; the one before is shorter by one at each end.
                var x = edits == 0 ? 0 : k == -edits || (k != edits && reach[k - 1 + edits] < reach[k + 1 + edits]) ? reach[k + 1 + edits] : reach[k - 1 + edits] + 1;
                var y = x - k;
                for (; x < n && y < m && old[start + x] == fresh[start + y]; x++, y++) steps++;
                steps++;
                next[k + edits + 1] = x;
                if (x < n || y < m) continue;
                trace.Add(next);
                return trace;
            }

            trace.Add(reach = next);
        }

        return null;
    }

    /// <summary>The way back from the end: single lines that came or went, in order.</summary>
    private List<LineEdit> Back(List<int[]> trace, int n, int m)
    {
        var edits = new List<LineEdit>();
        var (x, y) = (n, m);
        for (var d = trace.Count - 1; d > 0; d--)
        {
            var (reach, k) = (trace[d - 1], x - y);
            var isDown = k == -d || (k != d && reach[k - 1 + d] < reach[k + 1 + d]);
            var from = isDown ? k + 1 : k - 1;
            x = reach[from + d];
            y = x - from;
            edits.Add(isDown ? new LineEdit(start + x, 0, start + y, 1) : new LineEdit(start + x, 1, start + y, 0));
        }

        edits.Reverse();
        return edits;
    }

    /// <summary>Edits without a common line between them are one.</summary>
    private static List<LineEdit> Merge(IEnumerable<LineEdit> edits)
    {
        var merged = new List<LineEdit>();
        foreach (var edit in edits)
        {
            if (merged.Count > 0 && merged[^1] is var last && last.Before + last.Removed == edit.Before && last.Now + last.Added == edit.Now)
            {
                merged[^1] = last with { Removed = last.Removed + edit.Removed, Added = last.Added + edit.Added };
            }
            else
            {
                merged.Add(edit);
            }
        }

        return merged;
    }
}
