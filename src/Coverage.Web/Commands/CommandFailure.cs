namespace Coverage.Web.Commands;

/// <summary>The verb was called in a way that it cannot carry out (exit code 2).</summary>
internal sealed class CommandFailure(string message) : Exception(message);
