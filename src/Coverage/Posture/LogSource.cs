namespace Coverage.Posture;

/// <summary>
/// A log source in Sigma's words (<see href="https://sigmahq.io/docs/basics/log-sources.html"/>), lower case. A field that
/// is empty is not stated: of a rule it is unknown, of telemetry it stands for any.
/// </summary>
/// <param name="Product">Such as <c>windows</c>.</param>
/// <param name="Category">Such as <c>process_creation</c>.</param>
/// <param name="Service">Such as <c>sysmon</c>.</param>
public readonly record struct LogSource(string Product, string Category, string Service)
{
    /// <summary>Nothing stated.</summary>
    public static LogSource Any { get; } = new("", "", "");

    /// <summary>How many fields are stated, 0 to 3.</summary>
    public int Specificity => Stated(Product) + Stated(Category) + Stated(Service);

    /// <summary>Whether every field that this states equals the other's.</summary>
    public bool Covers(LogSource rule) => Covers(Product, rule.Product) && Covers(Category, rule.Category) && Covers(Service, rule.Service);

    /// <summary><c>windows / process_creation</c>; <c>any</c> when nothing is stated.</summary>
    public override string ToString() => Specificity == 0 ? "any" : string.Join(" / ", new[] { Product, Category, Service }.Where(field => field.Length > 0));

    private static int Stated(string field) => field.Length > 0 ? 1 : 0;

    private static bool Covers(string stated, string field) => stated.Length == 0 || string.Equals(stated, field, StringComparison.OrdinalIgnoreCase);
}
