using Coverage.Catalog;

namespace Coverage.Sources;

/// <summary>
/// What an importer makes of a source tree: items and problems. Safe to add to from several threads.
/// </summary>
public sealed class Reading
{
    private readonly Lock gate = new();
    private readonly List<CatalogItem> items = [];
    private readonly List<Diagnostic> diagnostics = [];

    /// <summary>Starts an empty reading.</summary>
    public Reading(SourceLimits? limits = null)
    {
        Limits = limits ?? SourceLimits.Default;
    }

    /// <summary>What a file may be at most.</summary>
    public SourceLimits Limits { get; }

    /// <summary>The release that the input states (ATT&amp;CK: 19.1), or that its name does; empty when unknown.</summary>
    public string Version { get; set; } = "";

    /// <summary>The matrix, for ATT&amp;CK; else null.</summary>
    public AttackDomain? Domain { get; set; }

    /// <summary>What a source keeps between its files until <see cref="ISource.Finish"/>, where they make one whole.</summary>
    public object? Scratch { get; set; }

    /// <summary>The items, in no particular order.</summary>
    public IReadOnlyList<CatalogItem> Items => items;

    /// <summary>The problems, in no particular order.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => diagnostics;

    /// <summary>Whether it is seed data: facts whose texts are still to come.</summary>
    public bool Seeded { get; init; }

    /// <summary>How many items there are so far.</summary>
    public int Count
    {
        get
        {
            lock (gate) return items.Count;
        }
    }

    /// <summary>Paths of files that are as they were, whose items stay without being read again.</summary>
    public IReadOnlySet<string> KeptPaths { get; set; } = new HashSet<string>();

    /// <summary>Whether the file of a path is there but could not be read this time: its items stay as they are.</summary>
    public Predicate<string> IsUnread { get; set; } = _ => false;

    /// <summary>Adds an item.</summary>
    public void Add(CatalogItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        lock (gate)
        {
            items.Add(item);
        }
    }

    /// <summary>Records a problem of a file or of an item in it, and lets the rest go on.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="line">The line, from 1; 0 where not known.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="advice">What to do.</param>
    public void Reject(string path, int line, string message, string advice)
    {
        lock (gate)
        {
            diagnostics.Add(new Diagnostic(path, line, message, advice));
        }
    }

    /// <summary>Takes out every item and problem of the files whose path is meant.</summary>
    public void Drop(Predicate<string> path)
    {
        lock (gate)
        {
            items.RemoveAll(item => path(item.Path));
            diagnostics.RemoveAll(diagnostic => path(diagnostic.Path));
        }
    }
}
