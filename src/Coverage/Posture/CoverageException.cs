using Coverage.Catalog;

namespace Coverage.Posture;

/// <summary>What an exception says of a technique.</summary>
public enum ExceptionKind
{
    /// <summary>It is not the organisation's business: it leaves means and headline.</summary>
    OutOfScope = 1,

    /// <summary>Its gap is known and borne: it stays, and is reported beside.</summary>
    RiskAccepted = 2,
}

/// <summary>Which technique an exception is of, and where.</summary>
/// <param name="Technique">The technique; its sub-techniques are not meant.</param>
/// <param name="Environment">The environment's key; empty for all of them.</param>
public readonly record struct ExceptionKey(string Technique, string Environment = "");

/// <summary>A technique that is left out, or whose gap is borne, until a day.</summary>
/// <param name="Key">Which technique, and where.</param>
/// <param name="Kind">Out of scope, or risk accepted.</param>
/// <param name="Owner">Who answers for it; required.</param>
/// <param name="Reason">Why; required.</param>
/// <param name="Expiry">The last UTC day on which it holds; required.</param>
public sealed record CoverageException(ExceptionKey Key, ExceptionKind Kind, string Owner, string Reason, DateOnly? Expiry)
{
    /// <summary>Whether it holds on a UTC day.</summary>
    public bool Holds(DateOnly day) => day <= Expiry;

    /// <summary>What is wrong with it; nothing if it can be kept.</summary>
    /// <param name="today">The UTC day.</param>
    public IEnumerable<string> Problems(DateOnly today) =>
    [
        .. AttackId.IsTechnique(Key.Technique) ? [] : new[] { "An exception needs a technique's identifier." },
        .. Enum.IsDefined(Kind) ? [] : new[] { "An exception is out of scope or risk accepted." },
        .. Statement.Needed("The owner of the exception", Owner),
        .. Statement.Needed("The reason of the exception", Reason),
        .. Expiry is null ? ["The day on which the exception expires is missing."] : Array.Empty<string>(),
        .. Expiry < today ? [$"The exception expired on {Expiry:yyyy-MM-dd}."] : Array.Empty<string>(),
    ];
}
