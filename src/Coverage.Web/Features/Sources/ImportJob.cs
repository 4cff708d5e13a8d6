using System.Collections.Concurrent;
using Coverage.Audit;
using Coverage.Sync;

namespace Coverage.Web.Features.Sources;

/// <summary>How an import stands.</summary>
public enum ImportState
{
    /// <summary>It reads or writes.</summary>
    Running,

    /// <summary>It is applied.</summary>
    Done,

    /// <summary>It was refused, or could not be carried out; nothing has changed.</summary>
    Refused,

    /// <summary>A person stopped it; nothing has changed.</summary>
    Cancelled,
}

/// <summary>One import that was started in the app, for as long as the app remembers it.</summary>
public sealed class ImportJob(Person who, IReadOnlyList<string> inputs, DateTime started) : IProgress<ImportProgress>, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, ImportProgress> progress = new();

    /// <summary>Raised when anything of it has changed, on the import's threads.</summary>
    public event Action? Changed;

    /// <summary>Who started it.</summary>
    public Person Who { get; } = who;

    /// <summary>What is read: names of files, or paths.</summary>
    public IReadOnlyList<string> Inputs { get; } = inputs;

    /// <summary>When (UTC).</summary>
    public DateTime Started { get; } = started;

    /// <summary>How it stands.</summary>
    public ImportState State { get; private set; }

    /// <summary>Why it was refused.</summary>
    public string Message { get; private set; } = "";

    /// <summary>What it did, once it is done.</summary>
    public IReadOnlyList<ImportedSource> Result { get; private set; } = [];

    /// <summary>How far it is, by source.</summary>
    public IReadOnlyList<ImportProgress> Progress => [.. progress.Values.OrderBy(value => value.Source, StringComparer.Ordinal)];

    /// <summary>Stops it at the next chance, before anything is written.</summary>
    public CancellationToken Stopping => stop.Token;

    /// <summary>Whether it has been asked to stop.</summary>
    public bool IsStopping => stop.IsCancellationRequested;

    /// <summary>Asks it to stop.</summary>
    public void Cancel() => stop.Cancel();

    /// <inheritdoc/>
    public void Report(ImportProgress value)
    {
        if (value.Phase == "writing") progress.Clear();
        progress[value.Source] = value;
        Changed?.Invoke();
    }

    /// <summary>It ended.</summary>
    public void End(ImportState state, string message, IReadOnlyList<ImportedSource> result)
    {
        (State, Message, Result) = (state, message, result);
        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();
}
