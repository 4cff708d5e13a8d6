namespace Coverage.Tests.Support;

/// <summary>Snapshots of the real sources, in <c>shared/data</c> beside the repository; tests that need them are skipped without.</summary>
internal static class SharedData
{
    private static readonly string? Folder = Find();

    /// <summary>The path of one of its files, or the test is skipped.</summary>
    public static string File(string name)
    {
        var path = Folder is null ? null : Path.Combine(Folder, name);
        Assert.SkipUnless(System.IO.File.Exists(path), $"shared/data/{name} is not beside the repository.");
        return path;
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "Coverage.sln")))
            {
                return Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data"));
            }
        }

        return null;
    }
}
