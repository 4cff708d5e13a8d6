using Coverage.Catalog;

namespace Coverage.Sources;

/// <summary>One kind of source: how it is recognised and read. <c>README.md</c> beside this file says how to add one.</summary>
public interface ISource
{
    /// <summary>Which kind it reads.</summary>
    SourceKind Kind { get; }

    /// <summary>Endings of the files that it wants, lower case.</summary>
    IReadOnlyCollection<string> Endings { get; }

    /// <summary>
    /// Whether each file stands for itself, so that an unchanged one need not be read again. False where the files make
    /// one whole (a STIX bundle, an ontology).
    /// </summary>
    bool FilesAreIndependent { get; }

    /// <summary>Whether a file of such an ending can be this kind's, by its path alone; what is not wanted is left unread and unsaid.</summary>
    bool Wants(string path) => true;

    /// <summary>Whether a file looks like this kind's content. Must be quick and must not throw.</summary>
    bool Recognises(SourceFile file);

    /// <summary>
    /// Reads one file into the reading. Pure; called for several files at once where they are independent. What it throws is about that file.
    /// </summary>
    void Read(SourceFile file, Reading reading);

    /// <summary>Several readings where one input is several sources' (ATT&amp;CK: one a domain); called before <see cref="Finish"/>.</summary>
    IReadOnlyList<Reading> Split(Reading reading) => [reading];

    /// <summary>After the last file: what can only be said of all of them together.</summary>
    void Finish(Reading reading);
}
