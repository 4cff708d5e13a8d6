using System.Text.RegularExpressions;
using Coverage.Tests.Support;

namespace Coverage.Tests;

/// <summary>Holds the arrows between the engine's folders, by the namespaces that each one's files name.</summary>
public sealed partial class LayerTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Catalog"] = [],
        ["Sources"] = ["Catalog"],
        ["Linking"] = ["Catalog"],
        ["Posture"] = ["Catalog"],
        ["Scoring"] = ["Catalog", "Linking", "Posture"],
        ["Data"] = ["Catalog", "Posture"],
        ["Audit"] = ["Data"],
        ["Sync"] = ["Catalog", "Sources", "Data", "Audit", "Linking"],
        ["Views"] = ["Catalog", "Data", "Linking", "Posture", "Scoring"],
        ["Recording"] = ["Catalog", "Linking", "Sources", "Sync", "Posture", "Scoring", "Data", "Audit", "Views"],
        // What is imported is read as sources are, and recorded as one step.
        ["Exchange"] = ["Views", "Catalog", "Linking", "Posture", "Scoring", "Sources", "Data", "Audit", "Recording"],
        ["Reports"] = ["Views", "Catalog", "Data", "Linking"],
    };

    [Fact]
    public void Arrows_between_the_folders_run_downward()
    {
        var wrong = Arrows().Where(arrow => !Allowed[arrow.From].Contains(arrow.To));

        Assert.Empty(wrong.Select(arrow => $"{arrow.From} -> {arrow.To} in {arrow.File}"));
    }

    [Fact]
    public void Every_folder_of_the_engine_has_its_arrows_stated()
    {
        var folders = Files().Select(file => file.Folder).Where(folder => folder.Length > 0).Distinct();

        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_engine_knows_no_web()
    {
        Assert.Empty(Files().Where(file => file.Text.Contains("Microsoft.AspNetCore", StringComparison.Ordinal) || file.Text.Contains("MudBlazor", StringComparison.Ordinal)).Select(file => file.Path));
        Assert.DoesNotContain(typeof(CoverageServices).Assembly.GetReferencedAssemblies(), assembly => assembly.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [Fact]
    public void A_namespace_is_that_of_its_folder()
    {
        Assert.Empty(Files().Where(file => !file.Path.Contains("/Migrations/", StringComparison.Ordinal)
            && OwnNamespace().Match(file.Text).Groups[1].Value != $"Coverage.{System.IO.Path.GetDirectoryName(file.Path)!.Replace('/', '.')}".TrimEnd('.')).Select(file => file.Path));
    }

    private static IEnumerable<(string From, string To, string File)> Arrows() =>
        from file in Files()
        where file.Folder.Length > 0
        from name in Names().Matches(file.Text).Select(match => match.Groups[1].Value).Distinct()
        where name != file.Folder && Allowed.ContainsKey(name)
        select (file.Folder, name, file.Path);

    private static IEnumerable<(string Folder, string Path, string Text)> Files()
    {
        var engine = Repository.At("src/Coverage");
        foreach (var path in Directory.EnumerateFiles(engine, "*.cs", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(engine, path).Replace('\\', '/');
            if (relative.StartsWith("obj/", StringComparison.Ordinal) || relative.StartsWith("bin/", StringComparison.Ordinal)) continue;
            yield return (relative.Contains('/', StringComparison.Ordinal) ? relative.Split('/')[0] : "", relative, File.ReadAllText(path));
        }
    }

    /// <summary>A namespace of the engine, named by a using or from within.</summary>
    [GeneratedRegex(@"\bCoverage\.(\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex Names();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex OwnNamespace();
}
