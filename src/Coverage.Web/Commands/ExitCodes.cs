namespace Coverage.Web.Commands;

/// <summary>The exit codes, a contract that other programs rely on.</summary>
internal static class ExitCodes
{
    /// <summary>Done; problems in single files are on stderr.</summary>
    public const int Done = 0;

    /// <summary>Anything that has no code of its own.</summary>
    public const int Failed = 1;

    /// <summary>Wrong use.</summary>
    public const int WrongUse = 2;

    /// <summary>An input was refused; nothing has changed.</summary>
    public const int Refused = 3;

    /// <summary>A sync failed; the old data was kept.</summary>
    public const int KeptOld = 4;

    /// <summary>A sync is held for a person's approval.</summary>
    public const int Held = 5;

    /// <summary>A gate did not pass; why is in the result.</summary>
    public const int GateFailed = 6;
}
