namespace Coverage.Tests.Support;

/// <summary>The repository that the tests were built from; what they need of it is found from there.</summary>
internal static class Repository
{
    /// <summary>Its top folder, or null where the tests run apart from it.</summary>
    public static string? Root { get; } = Find();

    /// <summary>The path of one of its folders or files, or the test is skipped.</summary>
    public static string At(string name)
    {
        var path = Root is null ? null : Path.Combine(Root, name);
        Assert.SkipUnless(Path.Exists(path), $"{name} is not there: the tests do not run inside of the repository.");
        return path;
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Coverage.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
