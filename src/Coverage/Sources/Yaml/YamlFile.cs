using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Coverage.Sources.Yaml;

/// <summary>
/// Reads the documents of a YAML file from YamlDotNet's events, with every limit held while it reads: its own
/// <c>YamlStream</c> ends the process on deep nesting and lets duplicate keys pass.
/// </summary>
internal sealed class YamlFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    private readonly string text;
    private readonly Parser parser;
    private readonly SourceLimits limits;
    private readonly Dictionary<AnchorName, YamlNode> anchors = [];
    private int events;
    private int aliases;

    private YamlFile(string text, SourceLimits limits)
    {
        this.text = text;
        this.limits = limits;
        parser = new Parser(new StringReader(text));
    }

    /// <summary>The documents of a file, in order; empty ones are left out.</summary>
    /// <exception cref="YamlRefusedException">The file breaks a rule of YAML or a limit.</exception>
    public static IReadOnlyList<YamlDocument> Read(ReadOnlyMemory<byte> bytes, SourceLimits limits)
    {
        var text = Decode(bytes.Span);
        var file = new YamlFile(text, limits);
        try
        {
            return file.Documents();
        }
        catch (YamlException problem)
        {
            throw new YamlRefusedException((int)problem.Start.Line, $"It is not valid YAML: {Reason(problem)}", "Correct the YAML at that line.");
        }
        catch (InvalidOperationException)
        {
            // The library's scanner gives up so, instead of saying what is wrong, on some plain scalars that nothing ends.
            throw new YamlRefusedException((int)(file.parser.Current?.End.Line ?? 0), "It is not valid YAML.", "Correct the YAML at or behind that line.");
        }
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        if (bytes.IndexOf((byte)0) is var nul and >= 0)
        {
            throw new YamlRefusedException(LineAt(bytes, nul), "It holds a NUL byte, which is no text.", "Save the file as UTF-8 text.");
        }

        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException problem)
        {
            throw new YamlRefusedException(LineAt(bytes, Math.Max(0, problem.Index)), "It is not UTF-8 text.", "Save the file as UTF-8; it looks like Latin-1 or another code page.");
        }
    }

    private static int LineAt(ReadOnlySpan<byte> bytes, int index) => 1 + bytes[..Math.Min(index, bytes.Length)].Count((byte)'\n');

    private static string Reason(YamlException problem)
    {
        var inner = problem.InnerException ?? problem;
        var message = inner.Message;
        var colon = message.IndexOf("): ", StringComparison.Ordinal);
        return (colon >= 0 ? message[(colon + 3)..] : message).TrimEnd('.') + ".";
    }

    private List<YamlDocument> Documents()
    {
        var found = new List<(YamlNode? Root, int Start)>();
        Next<StreamStart>();
        while (Next() is DocumentStart start)
        {
            anchors.Clear();
            var root = Node(Next(), 1);
            Next<DocumentEnd>();
            found.Add((root is YamlScalar { Value: "" } ? null : root, found.Count == 0 ? 0 : (int)start.Start.Index));
        }

        var documents = new List<YamlDocument>(found.Count);
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i].Root is not { } root) continue;
            var part = text[found[i].Start..(i + 1 < found.Count ? found[i + 1].Start : text.Length)].TrimEnd();
            documents.Add(new YamlDocument(root, part.StartsWith("---", StringComparison.Ordinal) ? part[3..].TrimStart('\r', '\n') : part, text));
        }

        return documents;
    }

    private YamlNode Node(ParsingEvent current, int depth)
    {
        var line = (int)current.Start.Line;
        if (depth > limits.Depth)
        {
            throw new YamlRefusedException(line, $"It is nested more than {limits.Depth} deep.", "Flatten it; no rule or test needs that depth.");
        }

        var node = current switch
        {
            Scalar scalar => new YamlScalar(scalar.Value, line, (int)scalar.Start.Index) { End = (int)scalar.End.Index },
            AnchorAlias alias => Alias(alias, line),
            SequenceStart start => Sequence(start, line, depth),
            MappingStart start => Mapping(start, line, depth),
            _ => throw new YamlRefusedException(line, "It is not valid YAML.", "Correct the YAML at that line."),
        };

        if (current is NodeEvent { Anchor.IsEmpty: false } anchored && current is not AnchorAlias)
        {
            anchors[anchored.Anchor] = node;
        }

        return node;
    }

    private YamlSequence Sequence(SequenceStart start, int line, int depth)
    {
        var sequence = new YamlSequence(line, (int)start.Start.Index);
        ParsingEvent current;
        while ((current = Next()) is not SequenceEnd)
        {
            sequence.Items.Add(Node(current, depth + 1));
        }

        sequence.End = (int)current.Start.Index;
        return sequence;
    }

    private YamlMapping Mapping(MappingStart start, int line, int depth)
    {
        var mapping = new YamlMapping(line, (int)start.Start.Index);
        HashSet<string>? keys = null;
        ParsingEvent current;
        while ((current = Next()) is not MappingEnd)
        {
            var key = Node(current, depth + 1);
            var value = Node(Next(), depth + 1);
            var name = (key as YamlScalar)?.Value ?? throw new YamlRefusedException(key.Line, "A key is not a plain text.", "Use a text as key.");
            if (Repeats(mapping, name, ref keys))
            {
                throw new YamlRefusedException(key.Line, $"The key '{name}' is there twice.", "Keep one of the two; YAML forbids a repeated key, and tools disagree on which one counts.");
            }

            mapping.Pairs.Add(new(name, value));
        }

        mapping.End = (int)current.Start.Index;
        return mapping;
    }

    private static bool Repeats(YamlMapping mapping, string name, ref HashSet<string>? keys)
    {
        if (mapping.Pairs.Count < 16) return mapping[name] is not null;
        keys ??= [.. mapping.Pairs.Select(pair => pair.Key)];
        return !keys.Add(name);
    }

    private YamlNode Alias(AnchorAlias alias, int line)
    {
        if (++aliases > limits.YamlAliases)
        {
            throw new YamlRefusedException(line, $"It has more than {limits.YamlAliases} aliases.", "Write the values out instead of using aliases.");
        }

        return anchors.TryGetValue(alias.Value, out var node)
            ? node
            : throw new YamlRefusedException(line, $"The alias '{alias.Value}' names nothing before it.", "Define the anchor first.");
    }

    private T Next<T>()
        where T : ParsingEvent
    {
        return Next() is T expected ? expected : throw new YamlRefusedException(1, "It is not valid YAML.", "Correct the YAML.");
    }

    private ParsingEvent Next()
    {
        if (++events > limits.YamlEvents)
        {
            throw new YamlRefusedException((int)(parser.Current?.Start.Line ?? 0), $"It has more than {limits.YamlEvents:N0} parts.", "Split the file.");
        }

        return parser.MoveNext() && parser.Current is { } current ? current : throw new YamlRefusedException(0, "It ends in the middle.", "Restore the whole file.");
    }
}
