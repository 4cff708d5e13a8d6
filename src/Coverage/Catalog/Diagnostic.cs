namespace Coverage.Catalog;

/// <summary>One thing that is wrong with one file, or with one item in it; the rest of the input is not touched by it.</summary>
/// <param name="Path">The file's path in the tree.</param>
/// <param name="Line">The line, from 1; 0 where it is not known.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Advice">What to do about it.</param>
public sealed record Diagnostic(string Path, int Line, string Message, string Advice);
