using System.Text.Json.Serialization;

namespace Coverage.Catalog;

/// <summary>A test of Atomic Red Team, known by its GUID.</summary>
public sealed class AtomicTest : CatalogItem
{
    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.Test;

    /// <summary><c>attack_technique</c> as written, upper case.</summary>
    public required string Technique { get; init; }

    /// <summary>Its place in the file, from 1, as Invoke-AtomicRedTeam numbers it.</summary>
    public int Number { get; init; }

    /// <summary>The title with what names it among others: <c>T1003.001 test 2, Dump of LSASS</c>.</summary>
    [JsonIgnore]
    public string FullTitle => $"{Technique} test {Number}, {Title}";

    /// <summary><c>supported_platforms</c> as written: windows, linux, iaas:aws …</summary>
    public string[] Platforms { get; init; } = [];

    /// <summary>command_prompt, powershell, sh, bash or manual.</summary>
    public string Executor { get; init; } = "";

    /// <summary><c>elevation_required</c>.</summary>
    public bool Elevated { get; init; }

    /// <summary>Names of its input arguments.</summary>
    public string[] Arguments { get; init; } = [];

    /// <summary>How many prerequisites it states.</summary>
    public int Dependencies { get; init; }

    /// <summary><c>dependency_executor_name</c>.</summary>
    public string DependencyExecutor { get; init; } = "";
}
