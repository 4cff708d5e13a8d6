using System.Runtime.InteropServices;

namespace Coverage.Sync;

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
        var thread = new Thread(() =>
        {
            GiveWay();
            try
            {
                work();
                done.SetResult();
            }
            catch (Exception problem)
            {
                done.SetException(problem);
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        return done.Task;
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
