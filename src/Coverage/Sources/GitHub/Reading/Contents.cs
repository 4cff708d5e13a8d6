using Coverage.Sources.GitHub.Listing;
using Coverage.Sources.Origins;

namespace Coverage.Sources.GitHub.Reading;

/// <summary>Files that came, checked and written to the spool, with where each lies there.</summary>
internal sealed class Contents(Spool spool)
{
    private readonly Dictionary<string, (ListedFile File, long Start)> files = new(StringComparer.Ordinal);

    public IReadOnlyCollection<(ListedFile File, long Start)> Files => files.Values;

    /// <summary>Files that are only pointers to content elsewhere.</summary>
    public List<ListedFile> Pointers { get; } = [];

    public Spool Spool => spool;

    public bool Has(ListedFile file) => files.ContainsKey(file.Path) || Pointers.Contains(file);

    /// <summary>Takes a file in, if it is what its hash says.</summary>
    public bool TryAdd(ListedFile file, ReadOnlySpan<byte> bytes, string hash)
    {
        if (hash != file.Hash) return false;
        if (Intake.IsPointer(bytes))
        {
            Pointers.Add(file);
            return true;
        }

        files.Add(file.Path, (file, spool.Length));
        spool.Write(bytes);
        return true;
    }

    /// <summary>Notes a file that was already written and checked.</summary>
    public void Written(ListedFile file, long start)
    {
        Span<byte> head = stackalloc byte[(int)Math.Min(file.Size, 1024)];
        spool.Read(head, start);
        if (Intake.IsPointer(head)) Pointers.Add(file);
        else files.Add(file.Path, (file, start));
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        files.Clear();
        Pointers.Clear();
        spool.CutBack(0);
    }
}
