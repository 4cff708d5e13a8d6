namespace Coverage.Sources.Yaml;

/// <summary>A node of a YAML document: just enough of it for readers that know what they look for.</summary>
/// <param name="Line">The line it starts on, from 1.</param>
/// <param name="Start">Where it starts in the text, in characters.</param>
internal abstract record YamlNode(int Line, int Start)
{
    /// <summary>Where it ends in the text, in characters.</summary>
    public int End { get; set; }

    /// <summary>The text of a scalar, trimmed; of anything else and of an empty one null.</summary>
    public string? Plain => this is YamlScalar { Value: { } value } && value.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>The entries of a sequence, or the node itself where one stands for a sequence of one, as Sigma allows.</summary>
    public IReadOnlyList<YamlNode> Entries => this is YamlSequence { Items: var items } ? items : [this];

    /// <summary>The texts of the entries, those that have one.</summary>
    public IEnumerable<string> Plains => Entries.Select(entry => entry.Plain).OfType<string>();
}

internal sealed record YamlScalar(string Value, int Line, int Start) : YamlNode(Line, Start);

internal sealed record YamlSequence(int Line, int Start) : YamlNode(Line, Start)
{
    public List<YamlNode> Items { get; } = [];
}

internal sealed record YamlMapping(int Line, int Start) : YamlNode(Line, Start)
{
    public List<KeyValuePair<string, YamlNode>> Pairs { get; } = [];

    public YamlNode? this[string key]
    {
        get
        {
            foreach (var pair in Pairs)
            {
                if (pair.Key == key) return pair.Value;
            }

            return null;
        }
    }

    /// <summary>The scalar under a key, trimmed, or an empty text.</summary>
    public string Text(string key) => this[key]?.Plain ?? "";

    /// <summary>The texts under a key: of a sequence, or of one scalar.</summary>
    public IEnumerable<string> Texts(string key) => this[key]?.Plains ?? [];
}

/// <summary>One document of a file: its root, its own part of the text, and the whole text, which the nodes' places are in.</summary>
internal sealed record YamlDocument(YamlNode Root, string Part, string Whole);

/// <summary>A YAML file that cannot be taken; the message says what is wrong and what to do.</summary>
internal sealed class YamlRefusedException(int line, string message, string advice) : Exception(message)
{
    public int Line { get; } = line;

    public string Advice { get; } = advice;
}
