namespace Coverage.Data;

/// <summary>What a person may do. Each role may what the ones before it may. The numbers are stored.</summary>
public enum Role
{
    /// <summary>Reads.</summary>
    Viewer = 1,

    /// <summary>Changes what the organisation records, and imports sources.</summary>
    Engineer = 2,

    /// <summary>Everything, accounts and the scoring model included.</summary>
    Admin = 3,
}
