using Coverage.Sync;
using Coverage.Web.Components;

namespace Coverage.Web.Commands;

/// <summary>Progress on stderr: one line that is written over on a terminal, a line a phase when piped.</summary>
internal sealed class ProgressLine(bool quiet) : IProgress<ImportProgress>, IDisposable
{
    private readonly Lock gate = new();
    private readonly bool terminal = !Console.IsErrorRedirected;
    private readonly HashSet<string> phases = [];
    private bool open;

    public void Report(ImportProgress value)
    {
        if (quiet) return;
        lock (gate)
        {
            if (terminal)
            {
                open = true;
                Console.Error.Write($"\r\x1b[K{value.Phase} {value.Source}: {Words.Plain(value.Files, "file")}, {Words.Plain(value.Items, "item")}");
            }
            else if (phases.Add(value.Phase + value.Source))
            {
                Console.Error.WriteLine($"{value.Phase} {value.Source}");
            }
        }
    }

    public void Dispose()
    {
        if (open) Console.Error.Write("\r\x1b[K");
        open = false;
    }
}
