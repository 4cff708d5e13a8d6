namespace Coverage.Web.Tests.Delivery;

/// <summary>What an image is built from: the repository, less what its .dockerignore keeps out.</summary>
internal sealed class BuildContext(string root)
{
    private readonly string[] let = [.. File.ReadAllLines(Path.Combine(root, ".dockerignore")).Where(line => line.StartsWith('!')).Select(line => line[1..])];

    /// <summary>Copies files, or what a folder holds, into a folder; or one folder to another's name.</summary>
    public void Copy(IReadOnlyList<string> from, string to)
    {
        foreach (var name in from)
        {
            Assert.Contains(name.Split('/')[0], let);
            var path = Path.Combine(root, name);
            if (Directory.Exists(path))
            {
                CopyFolder(path, to);
            }
            else
            {
                Directory.CreateDirectory(to);
                File.Copy(path, Path.Combine(to, Path.GetFileName(name)), overwrite: true);
            }
        }
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        foreach (var folder in Directory.GetDirectories(from).Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"))) CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
