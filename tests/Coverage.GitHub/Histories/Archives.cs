using System.Collections.Concurrent;

namespace Coverage.GitHub.Histories;

/// <summary>
/// What <c>git archive</c> makes of commits, each made once and kept as a file: like GitHub's, with the commit in the pax
/// header's comment, and without what <c>.gitattributes</c> keeps out of an export.
/// </summary>
internal sealed class Archives(Git git)
{
    private readonly ConcurrentDictionary<(string Sha, string Prefix, string Format), Lazy<string>> _files = [];

    /// <param name="format">tar.gz or zip.</param>
    /// <returns>The path of the archive.</returns>
    public string Make(string sha, string prefix, string format) =>
        _files.GetOrAdd((sha, prefix, format), key => new(() =>
        {
            var path = Path.Combine(git.Folder, $"{Guid.NewGuid():N}.{key.Format}");
            git.Run("-c", "gc.auto=0", "archive", $"--format={key.Format}", $"--prefix={key.Prefix}/", "-o", path, key.Sha);
            return path;
        })).Value;
}
