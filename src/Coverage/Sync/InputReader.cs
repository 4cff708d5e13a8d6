using System.Collections.Concurrent;
using Coverage.Catalog;
using Coverage.Sources;
using Coverage.Sources.Yaml;

namespace Coverage.Sync;

/// <summary>A file that was seen while reading, and what came of it.</summary>
internal sealed record ReadFile(string Path, string BlobHash, bool Kept);

/// <summary>
/// Reads trees of one kind into a reading: one thread unpacks and hashes, all of them parse. Files that are as they were
/// at the last import are not parsed again. All of these threads are its own: on the pool's few, it would keep an app's
/// pages and another sync's answers waiting. Those that parse give way to both, so they must hand nothing to the pool.
/// </summary>
internal sealed class InputReader(ISource source, SourceLimits limits, IReadOnlyDictionary<string, string> known)
{
    private const int WaitingFiles = 64;
    private const int FilesAReport = 100;
    private readonly Lock gate = new();
    private readonly Dictionary<string, ReadFile> files = new(StringComparer.Ordinal);
    private int parsed;
    private int unpacked;

    /// <summary>The files, by path.</summary>
    public IReadOnlyDictionary<string, ReadFile> Files => files;

    /// <summary>The reading, once <see cref="Read"/> is through.</summary>
    public Reading Reading { get; } = new(limits);

    /// <summary>Reads the trees.</summary>
    /// <exception cref="SourceRefusedException">One of them is not whole or too large.</exception>
    public void Read(IReadOnlyList<SourceTree> trees, Action<int, int> progress, CancellationToken cancellationToken)
    {
        progress(0, 0);
        using var waiting = new BlockingCollection<SourceFile>(WaitingFiles);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => BackgroundWork.Start(() => Parse(waiting, stop))).ToArray();
        try
        {
            foreach (var tree in trees) Unpack(tree, waiting, progress, stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A worker stopped it all; its own failure follows below.
        }
        catch
        {
            stop.Cancel();
            throw;
        }
        finally
        {
            waiting.CompleteAdding();
            WaitQuietly(workers);
        }

        foreach (var worker in workers) worker.GetAwaiter().GetResult();
    }

    private static void WaitQuietly(Task[] workers)
    {
        foreach (var worker in workers) ((IAsyncResult)worker).AsyncWaitHandle.WaitOne();
    }

    private void Unpack(SourceTree tree, BlockingCollection<SourceFile> waiting, Action<int, int> progress, CancellationToken cancellationToken)
    {
        foreach (var file in tree.Files(source.Endings, cancellationToken))
        {
            if (!source.Wants(file.Path)) continue;
            var kept = known.TryGetValue(file.Path, out var hash) && hash == file.BlobHash;
            if (!files.TryAdd(file.Path, new ReadFile(file.Path, file.BlobHash, kept)))
            {
                Reading.Reject(file.Path, 0, "Another input of the same import has a file of this path; the first one is used.", "Import the inputs as sources of their own, with --source NAME.");
                continue;
            }

            if (kept) continue;
            waiting.Add(file, cancellationToken);
            if (++unpacked % FilesAReport == 0) progress(Volatile.Read(ref parsed), Reading.Count);
        }

        foreach (var problem in tree.Diagnostics.Where(problem => source.Wants(problem.Path)))
        {
            Reading.Reject(problem.Path, problem.Line, problem.Message, problem.Advice);
        }
    }

    private void Parse(BlockingCollection<SourceFile> waiting, CancellationTokenSource stop)
    {
        try
        {
            foreach (var file in waiting.GetConsumingEnumerable(stop.Token))
            {
                stop.Token.ThrowIfCancellationRequested();
                Parse(file);
                Interlocked.Increment(ref parsed);
            }
        }
        catch (SourceRefusedException)
        {
            stop.Cancel();
            throw;
        }
        catch (OperationCanceledException)
        {
            // The one who stopped it says why.
        }
    }

    private void Parse(SourceFile file)
    {
        try
        {
            if (file.Bytes.IsEmpty)
            {
                Reading.Reject(file.Path, 0, "It is empty.", "Restore the file.");
            }
            else if (!source.FilesAreIndependent && !source.Recognises(file))
            {
                Reading.Reject(file.Path, 1, "It is none of this kind's files.", "Leave it out of the input.");
            }
            else if (source.FilesAreIndependent)
            {
                source.Read(file, Reading);
            }
            else
            {
                lock (gate) source.Read(file, Reading);
            }
        }
        catch (YamlRefusedException problem)
        {
            Reading.Reject(file.Path, problem.Line, problem.Message, problem.Advice);
        }
        catch (Exception problem) when (problem is not (SourceRefusedException or OperationCanceledException or OutOfMemoryException))
        {
            Reading.Reject(file.Path, 0, $"It could not be read: {problem.Message}", "Check the file against its format; if it is right, report this.");
        }
    }
}
