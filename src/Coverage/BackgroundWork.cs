using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Coverage;

/// <summary>
/// Work that is long and that nobody waits for by the millisecond: on a thread of its own which the machine serves after the
/// others, so that a page is answered at once while a sync takes every processor.
/// </summary>
internal static class BackgroundWork
{
    private const int Process = 0;
    private const uint Self = 0;
    private const int Niceness = 10;

    /// <summary>
    /// Starts work on such a thread. On Linux a thread that it has the pool start would be served late as well, and for ever:
    /// the work must wait for nothing asynchronous and raise nothing that leads there.
    /// </summary>
    public static Task Start(Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Begin(() =>
        {
            try
            {
                work();
                done.SetResult();
            }
            catch (Exception problem)
            {
                done.SetException(problem);
            }
        });
        return done.Task;
    }

    /// <summary>Does work on such a thread while the caller's thread waits for it.</summary>
    /// <param name="work">The work. What it is given has the caller's thread do something, in order: all that wakes others belongs there.</param>
    public static T Run<T>(Func<Action<Action>, T> work)
    {
        var (result, problem) = (default(T), (ExceptionDispatchInfo?)null);
        using var calls = new BlockingCollection<Action>();
        var thread = Begin(() =>
        {
            try
            {
                result = work(calls.Add);
            }
            catch (Exception thrown)
            {
                problem = ExceptionDispatchInfo.Capture(thrown);
            }

            calls.CompleteAdding();
        });
        try
        {
            foreach (var call in calls.GetConsumingEnumerable()) call();
        }
        finally
        {
            thread.Join();
        }

        problem?.Throw();
        return result!;
    }

    /// <summary>The same for work that wakes nobody.</summary>
    public static T Run<T>(Func<T> work) => Run(_ => work());

    /// <summary>The same, waited for by a thread of its own and not by one of the pool, which has few.</summary>
    public static Task<T> RunAsync<T>(Func<Action<Action>, T> work) => Task.Factory.StartNew(() => Run(work), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>The same for work that wakes nobody and returns nothing.</summary>
    public static Task RunAsync(Action work) => RunAsync(_ =>
    {
        work();
        return true;
    });

    private static Thread Begin(Action work)
    {
        var thread = new Thread(() =>
        {
            GiveWay();
            work();
        })
        {
            IsBackground = true,
        };
        thread.Start();
        return thread;
    }

    /// <summary>Linux knows a niceness of each thread, and .NET does not set it; elsewhere the priority is .NET's own.</summary>
    private static void GiveWay()
    {
        if (OperatingSystem.IsLinux()) _ = SetPriority(Process, Self, Niceness);
        else Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, uint who, int niceness);
}
