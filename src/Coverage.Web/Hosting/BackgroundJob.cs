using System.Collections.Concurrent;
using Coverage.Audit;
using Coverage.Sync;

namespace Coverage.Web.Hosting;

/// <summary>How a job stands.</summary>
public enum JobState
{
    /// <summary>It is at work.</summary>
    Running,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It was refused, or could not be carried out; nothing has changed.</summary>
    Refused,

    /// <summary>A person stopped it; nothing has changed.</summary>
    Cancelled,
}

/// <summary>Long work over inputs that was started in the app, for as long as the app remembers it.</summary>
/// <typeparam name="T">What comes of it.</typeparam>
/// <param name="who">Who started it.</param>
/// <param name="input">What a person would call what is read.</param>
/// <param name="started">When (UTC).</param>
public sealed class BackgroundJob<T>(Person who, string input, DateTime started) : IProgress<ImportProgress>, IDisposable
    where T : class
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, ImportProgress> progress = new();

    /// <summary>Raised when anything of it has changed, on its own threads.</summary>
    public event Action? Changed;

    /// <summary>Who started it.</summary>
    public Person Who { get; } = who;

    /// <summary>What is read: names of files, or paths.</summary>
    public string Input { get; } = input;

    /// <summary>When (UTC).</summary>
    public DateTime Started { get; } = started;

    /// <summary>How it stands.</summary>
    public JobState State { get; private set; }

    /// <summary>Why it was refused.</summary>
    public string Message { get; private set; } = "";

    /// <summary>What came of it; null unless it is done.</summary>
    public T? Result { get; private set; }

    /// <summary>How far it is, by source; nothing before it has read anything.</summary>
    public IReadOnlyList<ImportProgress> Progress => [.. progress.Values.OrderBy(value => value.Source, StringComparer.Ordinal)];

    /// <summary>What it did last; null before it has read anything.</summary>
    public ImportProgress? Latest { get; private set; }

    /// <summary>Stops it at the next chance, before anything is written.</summary>
    public CancellationToken Stopping => stop.Token;

    /// <summary>Whether it has been asked to stop.</summary>
    public bool IsStopping => stop.IsCancellationRequested;

    /// <summary>Asks it to stop, if it is at work.</summary>
    public void Cancel()
    {
        lock (gate)
        {
            if (State == JobState.Running) stop.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Report(ImportProgress value)
    {
        if (value.Phase == "writing") progress.Clear();
        progress[value.Source] = Latest = value;
        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    /// <summary>It ended.</summary>
    internal void End(JobState state, string message, T? result)
    {
        lock (gate) (Message, Result, State) = (message, result, state);
        Changed?.Invoke();
    }
}
