namespace Coverage.Sources.D3fend;

/// <summary>Directed edges between terms, kept by where they start.</summary>
internal sealed class Edges
{
    private readonly int[] starts;
    private readonly int[] ends;

    /// <param name="terms">How many terms there are.</param>
    /// <param name="edges">The edges; those from one term keep their order.</param>
    public Edges(int terms, List<(int From, int To)> edges)
    {
        starts = new int[terms + 1];
        ends = new int[edges.Count];
        foreach (var (from, _) in edges)
        {
            starts[from + 1]++;
        }

        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        var next = starts.AsSpan(0, terms).ToArray();
        foreach (var (from, to) in edges)
        {
            ends[next[from]++] = to;
        }
    }

    /// <summary>Where the edges from a term lead.</summary>
    public ReadOnlySpan<int> From(int term) => ends.AsSpan(starts[term]..starts[term + 1]);

    /// <summary>All that can be reached from a term, itself included; none if it is not a term.</summary>
    public HashSet<int> Reach(int term)
    {
        HashSet<int> reached = [];
        if (term < 0)
        {
            return reached;
        }

        Stack<int> open = new([term]);
        while (open.TryPop(out var current))
        {
            if (reached.Add(current))
            {
                foreach (var next in From(current))
                {
                    open.Push(next);
                }
            }
        }

        return reached;
    }

    /// <summary>The nearest terms on every way from a term for which something holds, the term itself left out.</summary>
    public List<int> Nearest(int term, Predicate<int> holds)
    {
        HashSet<int> seen = [term];
        Stack<int> open = new([term]);
        List<int> found = [];
        while (open.TryPop(out var current))
        {
            foreach (var next in From(current))
            {
                if (!seen.Add(next))
                {
                    continue;
                }

                if (holds(next))
                {
                    found.Add(next);
                }
                else
                {
                    open.Push(next);
                }
            }
        }

        return found;
    }
}
