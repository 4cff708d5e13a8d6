using Coverage.Catalog;

namespace Coverage.Sources.D3fend;

/// <summary>
/// MITRE D3FEND: the ontology's Turtle, in one file or in modules. What counters what is not written there; it is inferred
/// (<see cref="TechniqueInference"/>).
/// </summary>
internal sealed class D3fendSource : ISource
{
    private const int Head = 64 << 10;

    /// <inheritdoc/>
    public SourceKind Kind => SourceKind.D3fend;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Endings { get; } = [".ttl"];

    /// <inheritdoc/>
    public bool FilesAreIndependent => false;

    /// <inheritdoc/>
    public bool Recognises(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var bytes = file.Bytes.Span;
        return file.Path.EndsWith(".ttl", StringComparison.OrdinalIgnoreCase)
            && bytes[..Math.Min(Head, bytes.Length)].IndexOf(OntologyTerms.Namespace) >= 0;
    }

    /// <inheritdoc/>
    /// <exception cref="SourceRefusedException">
    /// The file is not whole Turtle. Half an ontology would silently drop countermeasures, so nothing of the input is taken.
    /// </exception>
    public void Read(SourceFile file, Reading reading)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(reading);
        reading.Scratch ??= new TripleGraph(reading.Limits, file.Bytes.Length);
        reading.Version = reading.Version.Length > 0 ? reading.Version : D3fendVersion.OfFile(file.Path);
        try
        {
            TurtleReader.Read((TripleGraph)reading.Scratch, file.Path, file.Bytes);
        }
        catch (TurtleException failure)
        {
            throw new SourceRefusedException(
                $"{file.Path}, line {failure.Line}: {failure.Message}. Nothing was imported; get the file anew from D3FEND and import it again.", failure);
        }
    }

    /// <inheritdoc/>
    public void Finish(Reading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (reading.Scratch is not TripleGraph graph)
        {
            return;
        }

        reading.Scratch = null;
        var ontology = new Ontology(graph);
        reading.Version = reading.Version.Length > 0 ? reading.Version : D3fendVersion.Of(ontology);
        new TechniqueInference(graph, ontology, reading).Run();
    }
}
