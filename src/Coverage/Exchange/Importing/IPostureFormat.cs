namespace Coverage.Exchange.Importing;

/// <summary>A format that says something of what an organisation has.</summary>
public interface IPostureFormat
{
    /// <summary>Its name on the command line: <c>elastic</c>.</summary>
    string Name { get; }

    /// <summary>Its name for a person.</summary>
    string Title { get; }

    /// <summary>Whether a file is of this format, by its content; quick, and never throws.</summary>
    bool Recognises(ImportText file, ImportOptions options);

    /// <summary>Reads a file into claims. What is wrong with one line rejects that line; what is wrong with the file refuses it.</summary>
    /// <exception cref="Sources.SourceRefusedException">It is not of this format, not whole, or of a version that is not read.</exception>
    void Read(ImportText file, ImportReading reading);
}
