namespace Coverage.Tests.Support;

/// <summary>Snapshots of the real sources, in <c>shared/data</c> beside the repository; tests that need them are skipped without.</summary>
internal static class SharedData
{
    private static readonly string? Folder = Repository.Root is { } root ? Path.GetFullPath(Path.Combine(root, "..", "shared", "data")) : null;

    /// <summary>The path of one of its files, or the test is skipped.</summary>
    public static string File(string name)
    {
        var path = Folder is null ? null : Path.Combine(Folder, name);
        Assert.SkipUnless(System.IO.File.Exists(path), $"shared/data/{name} is not beside the repository.");
        return path;
    }
}
