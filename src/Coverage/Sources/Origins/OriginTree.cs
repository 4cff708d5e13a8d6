using Coverage.Catalog;

namespace Coverage.Sources.Origins;

/// <summary>What all origins have in common.</summary>
internal abstract class OriginTree(string origin, SourceLimits limits) : SourceTree
{
    private readonly HashSet<Diagnostic> known = [];

    public sealed override string Origin => origin;

    public SourceLimits Limits => limits;

    /// <summary>Records a problem of the tree, once however often the tree is read.</summary>
    public void Report(string path, string message, string advice)
    {
        var diagnostic = new Diagnostic(EntryPath.Printable(path), 0, message, advice);
        if (known.Add(diagnostic))
        {
            Diagnostics.Add(diagnostic);
        }
    }

    /// <summary>Takes the steps of a reading one by one until it ends; what is wrong with the input becomes a refusal.</summary>
    protected IEnumerable<SourceFile> Read(Func<SourceFile?> next)
    {
        while (Refusal.Guard(origin, next) is { } file)
        {
            yield return file;
        }
    }
}
