using System.Text;
using Coverage.Sources;
using Coverage.Sources.Yaml;

namespace Coverage.Exchange.Importing.Formats;

/// <summary>The YAML of a file, within the limits that sources have.</summary>
internal static class YamlText
{
    /// <summary>Its documents.</summary>
    /// <exception cref="SourceRefusedException">It is no YAML, or too much.</exception>
    public static IReadOnlyList<YamlDocument> Read(ImportText file)
    {
        if (file.Text.Length > SourceLimits.Default.FileBytes) throw new SourceRefusedException($"{file.Name} is larger than {SourceLimits.Default.FileBytes >> 20} MiB, as no file of rules is.");
        try
        {
            return YamlFile.Read(Encoding.UTF8.GetBytes(file.Text), SourceLimits.Default);
        }
        catch (YamlRefusedException problem)
        {
            throw new SourceRefusedException($"{file.Name}:{problem.Line}: {problem.Message} {problem.Advice}", problem);
        }
    }
}
