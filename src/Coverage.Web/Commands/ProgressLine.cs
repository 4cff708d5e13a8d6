using Coverage.Sync;
using Coverage.Web.Components;

namespace Coverage.Web.Commands;

/// <summary>Progress on stderr: one line that is written over on a terminal, a line a phase when piped.</summary>
internal sealed class ProgressLine(bool quiet) : IProgress<ImportProgress>, IProgress<SyncProgress>, IDisposable
{
    private readonly Lock gate = new();
    private readonly bool terminal = !Console.IsErrorRedirected;
    private readonly HashSet<string> phases = [];
    private bool open;

    public void Report(ImportProgress value) => Show(value.Phase, value.Source, $"{Words.Plain(value.Files, "file")}, {Words.Plain(value.Items, "item")}");

    public void Report(SyncProgress value)
    {
        var bytes = value.BytesExpected is { } all ? $"{Words.Bytes(value.Bytes)} of {Words.Bytes(all)}" : Words.Bytes(value.Bytes);
        Show(value.Phase, value.Source, value.Files > 0 ? $"{Words.Plain(value.Files, "file")}, {Words.Plain(value.Items, "item")}" : $"{Words.Plain(value.Requests, "request")}, {bytes}");
    }

    /// <summary>Takes the line away, so that something else can be written.</summary>
    public void Clear()
    {
        lock (gate)
        {
            if (open) Console.Error.Write("\r\x1b[K");
            open = false;
        }
    }

    public void Dispose() => Clear();

    private void Show(string phase, string source, string figures)
    {
        if (quiet || phase.Length == 0) return;
        lock (gate)
        {
            if (terminal)
            {
                open = true;
                Console.Error.Write($"\r\x1b[K{phase} {source}: {figures}");
            }
            else if (phases.Add(phase + source))
            {
                Console.Error.WriteLine($"{phase} {source}");
            }
        }
    }
}
