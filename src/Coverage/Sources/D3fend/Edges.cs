namespace Coverage.Sources.D3fend;

/// <summary>Edges as they are found.</summary>
internal sealed class EdgeList
{
    public List<int> From { get; } = [];

    public List<int> To { get; } = [];

    public void Add(int from, int to)
    {
        From.Add(from);
        To.Add(to);
    }
}

/// <summary>Directed edges between terms, kept by where they start.</summary>
internal sealed class Edges
{
    private readonly int[] starts;
    private readonly int[] ends;

    /// <param name="terms">How many terms there are.</param>
    /// <param name="edges">The edges; those from one term keep their order.</param>
    public Edges(int terms, EdgeList edges)
    {
        starts = new int[terms + 1];
        ends = new int[edges.To.Count];
        foreach (var from in edges.From)
        {
            starts[from + 1]++;
        }

        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        var next = starts.AsSpan(0, terms).ToArray();
        for (var i = 0; i < ends.Length; i++)
        {
            ends[next[edges.From[i]]++] = edges.To[i];
        }
    }

    /// <summary>Where the edges from a term lead.</summary>
    public ReadOnlySpan<int> From(int term) => ends.AsSpan(starts[term], starts[term + 1] - starts[term]);

    /// <summary>All that can be reached from a term, itself included; none if it is not a term.</summary>
    public HashSet<int> Reach(int term)
    {
        HashSet<int> reached = [];
        if (term < 0)
        {
            return reached;
        }

        reached.Add(term);
        List<int> open = [term];
        for (var i = 0; i < open.Count; i++)
        {
            foreach (var next in From(open[i]))
            {
                if (reached.Add(next))
                {
                    open.Add(next);
                }
            }
        }

        return reached;
    }

    /// <summary>The nearest terms on every way from a term for which something holds, the term itself left out.</summary>
    public List<int> Nearest(int term, Predicate<int> holds)
    {
        HashSet<int> seen = [term];
        List<int> open = [term];
        List<int> found = [];
        for (var i = 0; i < open.Count; i++)
        {
            foreach (var next in From(open[i]))
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
                    open.Add(next);
                }
            }
        }

        return found;
    }
}
