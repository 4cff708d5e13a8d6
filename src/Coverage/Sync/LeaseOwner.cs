using System.Globalization;

namespace Coverage.Sync;

/// <summary>
/// A process as the holder of leases: told apart from every other, and recognised by the others on its machine once it is
/// gone. That is certain or not said: only of a process of the same kernel and the same process namespace (two containers
/// may both have a process 1), and a number that was given away again is told by the time at which its process began.
/// </summary>
internal static class LeaseOwner
{
    private const int Fields = 6;

    /// <summary>Which kernel numbers the processes that this one sees; empty where that is not known, and nobody is ever said to be gone.</summary>
    private static readonly string Place = FindPlace();

    /// <summary>This process.</summary>
    public static string This { get; } = Of(Environment.ProcessId);

    /// <summary>A process of this machine as an owner.</summary>
    public static string Of(int process) => string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{process}:{Began(process)}:{Place}:{Guid.NewGuid():N}");

    /// <summary>Whether an owner's process has certainly ended.</summary>
    public static bool IsGone(string owner)
    {
        var parts = owner.Split(':');
        if (Place.Length == 0 || parts.Length != Fields || $"{parts[3]}:{parts[4]}" != Place || parts[2].Length == 0) return false;
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var process)) return false;
        var began = Began(process);
        return began.Length > 0 ? began != parts[2] : !Runs(process);
    }

    private static string FindPlace()
    {
        if (!OperatingSystem.IsLinux()) return "";
        try
        {
            var space = new FileInfo("/proc/self/ns/pid").LinkTarget;
            return space is null ? "" : $"{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()}:{string.Concat(space.Where(char.IsAsciiDigit))}";
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>When a process began, in the kernel's ticks (field 22 of <c>proc_pid_stat(5)</c>); empty if that cannot be seen.</summary>
    private static string Began(int process)
    {
        if (!OperatingSystem.IsLinux()) return "";
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));

            // The second field is the program's name in brackets, and may hold anything.
            return stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(19) ?? "";
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Asks the kernel, which also tells of processes that <c>/proc</c> hides from other users.</summary>
    private static bool Runs(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
