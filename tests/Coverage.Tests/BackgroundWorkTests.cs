namespace Coverage.Tests;

/// <summary>Work that gives way: on a thread of its own, while what wakes others stays on the caller's.</summary>
public sealed class BackgroundWorkTests
{
    [Fact]
    public void Work_is_done_elsewhere_and_what_it_tells_is_told_here_in_order_before_it_is_over()
    {
        var (here, there, told) = (Environment.CurrentManagedThreadId, 0, new List<(int Number, int Thread)>());

        var result = BackgroundWork.Run(outside =>
        {
            there = Environment.CurrentManagedThreadId;
            for (var i = 0; i < 100; i++)
            {
                var number = i;
                outside(() => told.Add((number, Environment.CurrentManagedThreadId)));
            }

            return 7;
        });

        Assert.Equal(7, result);
        Assert.NotEqual(here, there);
        Assert.Equal(Enumerable.Range(0, 100).Select(number => (number, here)), told);
    }

    [Fact]
    public async Task What_it_throws_comes_to_the_caller_as_it_was_and_so_does_what_a_listener_throws_once_the_work_has_ended()
    {
        Assert.Equal("x", (await Assert.ThrowsAsync<InvalidDataException>(() => BackgroundWork.RunAsync(() => throw new InvalidDataException("x")))).Message);

        var ended = false;
        Assert.Throws<InvalidOperationException>(() => BackgroundWork.Run(outside =>
        {
            outside(() => throw new InvalidOperationException("listener"));
            Thread.Sleep(50);
            outside(() => { });
            return ended = true;
        }));
        Assert.True(ended);
    }

    [Fact]
    public async Task On_Linux_it_is_served_after_the_others_and_the_caller_is_not()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Niceness of a thread is Linux's.");

        var inside = await BackgroundWork.RunAsync(_ => Niceness());

        Assert.True(inside >= 10, $"niceness {inside}");
        Assert.True(Niceness() < inside);
    }

    private static int Niceness()
    {
        var stat = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], System.Globalization.CultureInfo.InvariantCulture);
    }
}
