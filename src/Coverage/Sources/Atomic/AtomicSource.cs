using Coverage.Catalog;
using Coverage.Sources.Yaml;

namespace Coverage.Sources.Atomic;

/// <summary>
/// Atomic Red Team: <c>atomics/T*/T*.yaml</c>, one file a technique
/// (<see href="https://github.com/redcanaryco/atomic-red-team/wiki"/>).
/// </summary>
public sealed class AtomicSource : ISource
{
    /// <inheritdoc/>
    public SourceKind Kind => SourceKind.Atomic;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Endings { get; } = [".yaml", ".yml"];

    /// <inheritdoc/>
    public bool FilesAreIndependent => true;

    /// <summary>Files by a technique's name; the repository's indexes repeat the same tests for every tactic.</summary>
    public bool Wants(string path) => AttackId.IsTechnique(Path.GetFileNameWithoutExtension(path)) || !path.Contains('/', StringComparison.Ordinal);

    /// <inheritdoc/>
    public bool Recognises(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return YamlKeys.HasTopLevel(file.Bytes.Span, "attack_technique") || YamlKeys.HasTopLevel(file.Bytes.Span, "atomic_tests");
    }

    /// <inheritdoc/>
    public void Read(SourceFile file, Reading reading)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(reading);
        var documents = YamlFile.Read(file.Bytes, reading.Limits);
        if (documents.Count != 1 || documents[0].Root is not YamlMapping root)
        {
            reading.Reject(file.Path, 1, $"It holds {documents.Count} documents, not one with a technique and its tests.", "Restore the file from Atomic Red Team.");
            return;
        }

        var technique = AttackId.Parse(root.Text("attack_technique"));
        if (technique is null || root["atomic_tests"] is not YamlSequence tests)
        {
            reading.Reject(file.Path, (root["attack_technique"] ?? root).Line, "It needs attack_technique (such as T1219) and atomic_tests.", "Add what is missing.");
            return;
        }

        for (var i = 0; i < tests.Items.Count; i++)
        {
            ReadTest(file, documents[0].Whole, technique, tests.Items[i], i + 1, reading);
        }
    }

    /// <inheritdoc/>
    public void Finish(Reading reading)
    {
    }

    private static void ReadTest(SourceFile file, string text, string technique, YamlNode node, int number, Reading reading)
    {
        if (node is not YamlMapping test || !Guid.TryParseExact(test.Text("auto_generated_guid"), "D", out var guid) || test.Text("name").Length == 0)
        {
            reading.Reject(file.Path, node.Line, $"Test {number} has no name or no GUID (auto_generated_guid).", "Give it both; a test is known by its GUID.");
            return;
        }

        var executor = test["executor"] as YamlMapping;
        var part = text[test.Start..Math.Min(test.End, text.Length)].TrimEnd();
        reading.Add(new AtomicTest
        {
            ExternalId = guid.ToString("D"),
            Title = PlainText.Line(test.Text("name")),
            Path = file.Path,
            Hash = ContentHash.Of(part),
            Text = part,
            Technique = technique,
            Number = number,
            Platforms = [.. test.Texts("supported_platforms").Select(platform => PlainText.Line(platform, 60).ToLowerInvariant()).Distinct()],
            Executor = PlainText.Line(executor?.Text("name") ?? "", 60),
            Elevated = string.Equals(executor?.Text("elevation_required"), "true", StringComparison.OrdinalIgnoreCase),
            Arguments = [.. (test["input_arguments"] as YamlMapping)?.Pairs.Select(pair => PlainText.Line(pair.Key, 100)) ?? []],
            Dependencies = (test["dependencies"] as YamlSequence)?.Items.Count ?? 0,
            DependencyExecutor = PlainText.Line(test.Text("dependency_executor_name"), 60),
        });
    }
}
