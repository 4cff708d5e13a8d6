using Coverage.Data;

namespace Coverage.Audit;

/// <summary>Who does something: the name in every record, and what they may.</summary>
public sealed record Person(string Name, Role Role);

/// <summary>A kind of change, and the role that it needs at least.</summary>
public sealed record Mutation(string Name, Role Needs);

/// <summary>Every change that there is. <see cref="Ledger"/> takes nothing else.</summary>
public static class Mutations
{
    /// <summary>Bringing a source up to date from an input.</summary>
    public static Mutation Import { get; } = new("import", Role.Engineer);

    /// <summary>Bringing a source up to date from its place.</summary>
    public static Mutation Sync { get; } = new("sync", Role.Engineer);

    /// <summary>Taking a server's word that there is something new.</summary>
    public static Mutation ReceiveWebhook { get; } = new("receive webhook", Role.Engineer);

    /// <summary>Approving or rejecting a sync that is held.</summary>
    public static Mutation DecideHeld { get; } = new("decide held sync", Role.Engineer);

    /// <summary>Setting up, changing, pausing or removing a source.</summary>
    public static Mutation EditSource { get; } = new("edit source", Role.Admin);

    /// <summary>Allowing a host to be asked, or no longer.</summary>
    public static Mutation EditHosts { get; } = new("edit hosts", Role.Admin);

    /// <summary>Trusting the signer of packs, or no longer.</summary>
    public static Mutation EditSigners { get; } = new("edit signers", Role.Admin);

    /// <summary>Marking the changes read, for oneself.</summary>
    public static Mutation MarkRead { get; } = new("mark read", Role.Viewer);

    /// <summary>Recording what the organisation has, or taking a step of that back.</summary>
    public static Mutation RecordPosture { get; } = new("record posture", Role.Engineer);

    /// <summary>Changing the scoring model's figures.</summary>
    public static Mutation EditModel { get; } = new("edit scoring model", Role.Admin);

    /// <summary>Taking a snapshot of the scores.</summary>
    public static Mutation TakeSnapshot { get; } = new("take snapshot", Role.Engineer);

    /// <summary>Filling a new database with the seed data.</summary>
    public static Mutation Seed { get; } = new("seed", Role.Admin);

    /// <summary>Making a link that signs somebody in.</summary>
    public static Mutation CreateLink { get; } = new("create link", Role.Admin);

    /// <summary>Signing in by a link, which is void from then on.</summary>
    public static Mutation SignIn { get; } = new("sign in", Role.Viewer);
}

/// <summary>A person's role does not allow what they tried; nothing has changed.</summary>
public sealed class NotAllowedException(Person who, Mutation what)
    : Exception($"{who.Name} is {who.Role}; to {what.Name} needs {what.Needs}. Ask an administrator for a link with that role.");
